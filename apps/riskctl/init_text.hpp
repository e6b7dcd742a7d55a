#pragma once

#include "apps/riskctl/firms.hpp"
#include "config/preset.hpp"

#include <string>
#include <vector>

namespace riskd::riskctl {

/// What `config init` has to know.
struct init_answers {
  /// As it was chosen; `other` if it is not one of `firms()`.
  std::string firm;
  std::string preset;
  gateway_addresses gateway;
  std::vector<std::string> accounts;
  /// `${NAME}` or `file:NAME`; never what they stand for.
  std::string username;
  std::string api_key;
};

/// A configuration with comments that follows from the answers. Every account is in shadow mode.
[[nodiscard]] std::string configuration_text(const init_answers& answers);

/// A preset for people: where it comes from, of when it is, and what each of its rules says.
[[nodiscard]] std::string describe_preset(const config::preset& x);

} // namespace riskd::riskctl
