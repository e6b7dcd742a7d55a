#pragma once

#include "domain/rule_id.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace riskd::domain {

/// The layer of the configuration that a parameter comes from (R-C-2).
enum class parameter_source : std::uint8_t { standard, preset, file, override_of_account };

/// `default`, `preset`, `file`, `override`.
const char* to_string(parameter_source x);

/// One parameter of a rule as it is in force.
struct listed_parameter {
  /// Inside the rule's block, for example `limits.per_minute`.
  std::string key;
  /// JSON; `null` for what is switched off.
  std::string content;
  parameter_source source{};

  friend bool operator==(const listed_parameter&, const listed_parameter&) = default;
};

/// One rule of an account.
struct listed_rule {
  rule_id id{};
  bool is_active = false;
  /// Empty if the rule has no block.
  std::vector<listed_parameter> parameters;

  friend bool operator==(const listed_rule&, const listed_rule&) = default;
};

} // namespace riskd::domain
