#pragma once

#include "domain/quantity.hpp"
#include "domain/rules/verdict.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace riskd::domain::rules {

/// RULE-002: no more than a product's own limit of contracts in that product.
struct max_contracts_per_instrument {
  static constexpr rule_id id = rule_id::max_contracts_per_instrument;

  /// What applies to a product that is not listed.
  enum class unknown_product : std::uint8_t { allow_with_limit, block, allow };

  /// Upper-case product keys; 0 means not tradable.
  std::map<std::string, quantity> instrument_limits;
  quantity default_limit{3};
  unknown_product unknown_product_action = unknown_product::allow_with_limit;
  /// `reduce_to_limit` or `close_all`.
  remedy enforcement = remedy::reduce_to_limit;

  friend bool operator==(const max_contracts_per_instrument&, const max_contracts_per_instrument&)
    = default;
};

} // namespace riskd::domain::rules
