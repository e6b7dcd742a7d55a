#pragma once

#include "domain/ids.hpp"
#include "domain/locks.hpp"
#include "domain/measure.hpp"
#include "domain/rule_id.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace riskd::domain {

/// How far a verdict reaches (R-X-3).
enum class verdict_scope : std::uint8_t { account, product, contract };

const char* to_string(verdict_scope x);

/// What a rule wants done (R-J-13).
enum class remedy : std::uint8_t {
  reduce_to_limit,
  close_offending,
  close_all,
  flatten_and_lock,
  close_position,
  flatten_and_cooldown,
  keep_and_cooldown,
  block,
};

const char* to_string(remedy x);

/// One rule's finding that its limit is broken: one `breach` record.
struct verdict {
  rule_id rule{};
  verdict_scope scope{};
  /// Set in scope contract.
  std::optional<contract_id> contract;
  /// Product name (R-V-5) in scopes product and contract, else empty.
  std::string product;
  /// The order that is the cause, for rules 006 and 007.
  std::optional<order_id> order;
  measure observed;
  measure limit;
  measure_unit unit{};
  remedy action{};
  std::optional<lock_request> lock;

  friend bool operator==(const verdict&, const verdict&) = default;
};

} // namespace riskd::domain
