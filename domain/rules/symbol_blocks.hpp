#pragma once

#include "domain/rules/verdict.hpp"

#include <string>
#include <vector>

namespace riskd::domain::rules {

/// RULE-011: products that must not be traded at all.
struct symbol_blocks {
  static constexpr rule_id id = rule_id::symbol_blocks;

  /// Upper-case patterns with `*` for any run of characters and `?` for one.
  std::vector<std::string> blocked_symbols;

  friend bool operator==(const symbol_blocks&, const symbol_blocks&) = default;
};

} // namespace riskd::domain::rules
