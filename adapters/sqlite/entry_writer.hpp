#pragma once

#include "adapters/sqlite/audit_rows.hpp"
#include "adapters/sqlite/binding_rows.hpp"
#include "adapters/sqlite/command_rows.hpp"
#include "adapters/sqlite/event_rows.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace riskd::sqlite {

/// Writes journal entries of every kind. The caller frames them with transactions of the same
/// connection, which must outlive the writer.
class entry_writer {
public:
  /// @param run Number of this run of the daemon.
  [[nodiscard]] static domain::result<entry_writer> prepare(connection& database, std::int64_t run);

  /// To be called at the beginning of every transaction: what was not settled did not happen.
  void begin();

  /// @pre Only audit entries and discrepancies come without an account.
  [[nodiscard]] domain::result<void> write(std::optional<domain::account_id> account,
                                           const domain::journal_entry& entry);

  /// Stores a number that the store keeps about itself.
  [[nodiscard]] domain::result<void> write_meta(std::string_view name, std::int64_t value);

  /// To be called after a successful commit. True if an account was stored for the first time.
  bool settle();

  /// Every account that the store knows.
  [[nodiscard]] const std::set<domain::account_id>& accounts() const {
    return accounts_;
  }

  [[nodiscard]] audit_rows& audit() {
    return audit_;
  }

private:
  [[nodiscard]] domain::result<void> introduce(domain::account_id account);

  event_rows events_;
  binding_rows bindings_;
  command_rows commands_;
  audit_rows audit_;
  statement insert_account_;
  statement put_configuration_;
  statement put_meta_;
  std::set<domain::account_id> accounts_;
  std::set<domain::account_id> new_accounts_;
};

} // namespace riskd::sqlite
