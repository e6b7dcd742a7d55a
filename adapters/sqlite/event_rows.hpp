#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/journal_entries.hpp"

#include <cstdint>
#include <map>

namespace riskd::sqlite {

/// Writes what happened to an account: events, ledger rows, days, snapshots, what RULE-012 keeps
/// with positions, and which limits were announced.
class event_rows {
public:
  [[nodiscard]] static domain::result<event_rows> prepare(connection& database);

  /// A second row with the same key is passed over when the account is restored.
  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::stored_event& x);

  /// Replaces the row of the same trade.
  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::stored_trade& x);

  /// Replaces the row of the same day or boundary.
  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::day_started& x);

  /// Replaces an earlier snapshot; an older one than the stored one is ignored.
  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::state_snapshot& x);

  /// Replaces the row of the same contract.
  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::stop_memory& x);

  /// Replaces the row of the same rule.
  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::limit_announced& x);

private:
  /// Remembers how the venue names the account.
  [[nodiscard]] domain::result<void> write_name(domain::account_id account,
                                                const domain::account_row& x);

  /// Highest sequence written in this run.
  std::map<domain::account_id, std::uint64_t> sequences_;

  statement insert_event_;
  statement put_trade_;
  statement put_day_;
  statement put_snapshot_;
  statement move_tail_;
  statement put_stop_;
  statement put_announced_;
  statement rename_account_;
};

} // namespace riskd::sqlite
