#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/journal_entries.hpp"

#include <cstdint>
#include <optional>

namespace riskd::sqlite {

/// Writes what was done about it: commands, their results, discrepancies.
class command_rows {
public:
  /// @param run Number of this run of the daemon: command ids begin anew in each.
  [[nodiscard]] static domain::result<command_rows> prepare(connection& database, std::int64_t run);

  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::command_sent& x);

  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::command_finished& x);

  [[nodiscard]] domain::result<void> write(std::optional<domain::account_id> account,
                                           const domain::discrepancy& x);

private:
  std::int64_t run_ = 0;
  statement put_command_;
  statement insert_result_;
  statement insert_discrepancy_;
};

} // namespace riskd::sqlite
