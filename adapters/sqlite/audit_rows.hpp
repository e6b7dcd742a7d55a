#pragma once

#include "adapters/sqlite/audit_chain.hpp"
#include "adapters/sqlite/connection.hpp"

#include <cstdint>
#include <optional>

namespace riskd::sqlite {

/// Writes audit records: numbers and hashes them in the transaction that stores them.
class audit_rows {
public:
  /// Goes on where the newest stored chain ends.
  [[nodiscard]] static domain::result<audit_rows> prepare(connection& database);

  [[nodiscard]] domain::result<void> write(std::optional<domain::account_id> account,
                                           const domain::audit_entry& x);

  /// The records that follow will be those of a new chain.
  void start_chain();

  /// Goes on from a record that the store has lost. @pre nothing is stored
  void go_on_from(audit_link last);

  /// Forgets what was written since the last commit.
  void begin() {
    current_ = committed_;
  }

  void settle() {
    committed_ = current_;
  }

  /// Number of the chain whose records are written now; 1 for the first.
  [[nodiscard]] std::int64_t chain() const {
    return chain_;
  }

  /// The newest committed record.
  [[nodiscard]] const audit_link& last() const {
    return committed_;
  }

private:
  std::int64_t chain_ = 1;
  audit_link committed_;
  audit_link current_;
  statement insert_;
};

} // namespace riskd::sqlite
