#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::test {

/// Documents of riskd's local API, to be filled in. Members keep the order in which riskd tells
/// them.
struct load_forms {
  /// A status without accounts.
  nlohmann::ordered_json daemon;
  /// An account that holds positions, under nine rules.
  nlohmann::ordered_json account;
  /// One of an account's locks.
  nlohmann::ordered_json lock;
};

/// Takes them from the answers that riskd's own tests compare with.
/// Throws if these are not there.
[[nodiscard]] load_forms read_load_forms();

/// What followed from a breach, as riskd tells it. @param at In the form of the API.
[[nodiscard]] std::string story_text(const std::string& account, std::int64_t breach,
                                     const std::string& at);

} // namespace riskd::test
