#pragma once

#include "domain/journal_entries.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace riskd::test {

/// 2026-03-03T15:00:00Z plus `microseconds`.
[[nodiscard]] domain::time_point instant(std::int64_t microseconds);

[[nodiscard]] std::chrono::year_month_day a_day(unsigned day_of_march);

/// Every kind of payload, once with every member set to a value at the edge of its range and once
/// with nothing that may be absent.
[[nodiscard]] std::vector<domain::account_payload> every_payload();

[[nodiscard]] domain::position a_position(const char* contract, std::int64_t size);

[[nodiscard]] domain::order_row an_order(std::int64_t id);

[[nodiscard]] domain::ledger_row a_ledger_row(std::int64_t id, std::int64_t at);

/// Of the same content as another one with this `key`.
[[nodiscard]] domain::stored_event an_event(std::uint64_t sequence, const std::string& key);

/// A breach of RULE-003 that asks for a lock.
[[nodiscard]] domain::breach_opened a_breach(std::int64_t id);

/// A breach of RULE-002 with an episode that has to survive a restart.
[[nodiscard]] domain::breach_opened an_episode(std::int64_t id, const std::string& product);

/// A hard lock until `until`.
[[nodiscard]] domain::lock a_lock(domain::rule_id rule, std::int64_t until);

/// A `keep` lock with a baseline of `size` long in MNQ.
[[nodiscard]] domain::lock a_keep_lock(domain::rule_id rule, std::int64_t until, std::int64_t size);

[[nodiscard]] domain::directive_opened a_directive(const char* contract, std::int64_t cause);

[[nodiscard]] domain::audit_entry an_audit_entry(const std::string& text);

/// Every kind of intent entry, with and without what may be absent.
[[nodiscard]] std::vector<domain::intent_entry> every_intent();

} // namespace riskd::test
