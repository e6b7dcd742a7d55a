#pragma once

#include "config/load_context.hpp"
#include "config/settings.hpp"
#include "domain/result.hpp"
#include "domain/setting_change.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace riskd::config {

/// What a new configuration means for an account whose trading day has begun (R-C-8).
struct succession {
  /// From the next step on.
  account_entry now;
  /// From the next reset on; empty if nothing changes then.
  std::optional<account_entry> next;
  /// Between what was in force and `now`.
  std::vector<domain::setting_change> tightened;
  /// Between `now` and `next`; with an empty `next`, that the account is no longer listed.
  std::vector<domain::setting_change> waiting;
};

/// Works out what is in force from now on and what has to wait.
/// @param in_force `account_entry::stored` of what has been in force until now
/// @param wanted The account's entry in the new file; null if it has none that is enabled
[[nodiscard]] domain::result<succession>
succeed(std::string_view in_force, const account_entry* wanted, const load_context& context);

} // namespace riskd::config
