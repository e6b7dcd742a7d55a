#pragma once

#include "adapters/control_api/json_values.hpp"
#include "domain/daemon_status.hpp"
#include "domain/time.hpp"

namespace riskd::control_api {

// One account as JSON, with ages and remaining times computed for the moment `now`. Names of
// members follow the replay format where they mean the same (R-O-8). Account ids are masked to
// their last four digits (R-O-4); the name tells accounts apart.

/// Everything about the account.
[[nodiscard]] json account_json(const domain::account_status& account, domain::time_point now);

/// What fits into one row of a table: no positions, orders, rules or details of locks.
[[nodiscard]] json account_summary_json(const domain::account_status& account,
                                        domain::time_point now);

/// The account's locks, the one that ends last first and open-ended ones before it (R-L-2).
[[nodiscard]] json locks_json(const domain::account_status& account, domain::time_point now);

/// The account's open positions.
[[nodiscard]] json positions_json(const domain::account_status& account, domain::time_point now);

/// The account's working orders.
[[nodiscard]] json orders_json(const domain::account_status& account);

/// What the account has won and lost, with the rules that limit money.
[[nodiscard]] json results_json(const domain::account_status& account, domain::time_point now);

/// A rule, its figure and its limit.
[[nodiscard]] json rule_json(const domain::rule_status& rule);

/// Null unless the account is in safe mode.
[[nodiscard]] json safe_mode_json(const std::optional<domain::safe_mode>& safe);

/// Why a lock of `rule` is there, for people.
[[nodiscard]] const char* lock_reason(domain::rule_id rule);

/// `****4567`, or null while the id is unknown.
[[nodiscard]] json masked_id(const std::optional<domain::account_id>& id);

} // namespace riskd::control_api
