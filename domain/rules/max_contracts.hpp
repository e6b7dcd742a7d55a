#pragma once

#include "domain/quantity.hpp"
#include "domain/rules/verdict.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace riskd::domain::rules {

/// RULE-001: no more than `limit` contracts at once over the whole account.
struct max_contracts {
  static constexpr rule_id id = rule_id::max_contracts;

  enum class counting : std::uint8_t {
    /// Long and short positions offset each other, also across products.
    net,
    /// Every contract counts.
    gross,
  };

  /// @invariant positive
  quantity limit{5};
  counting count_type = counting::net;
  /// `reduce_to_limit`, `close_offending` or `close_all`.
  remedy enforcement = remedy::reduce_to_limit;
  /// How many contracts one contract of a product counts as; upper-case product keys. Others
  /// count 1.
  std::map<std::string, std::int64_t> weights;

  friend bool operator==(const max_contracts&, const max_contracts&) = default;
};

} // namespace riskd::domain::rules
