#pragma once

#include "adapters/sqlite/audit_verification.hpp"
#include "adapters/sqlite/connection.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace riskd::sqlite {

/// What a store, or a backup of one, has on record; read beside a riskd that writes it, and never
/// changed.
class stored_history {
public:
  /// @param place A database, or the folder that holds `journal.db`.
  ///
  /// Fails with `storage_failed` if it cannot be read, `malformed_input` if it is no store of riskd
  /// and `refused` if it was written by a newer program.
  [[nodiscard]] static domain::result<stored_history> open(const std::filesystem::path& place);

  /// Number of the newest audit chain; 0 if there is none.
  [[nodiscard]] domain::result<std::int64_t> newest_chain();

  /// The last record of a chain; n = 0 if it has none.
  [[nodiscard]] domain::result<audit_link> end_of(std::int64_t chain);

  /// The hash of one record, if it is stored.
  [[nodiscard]] domain::result<std::optional<std::string>> hash_of(std::int64_t chain,
                                                                   std::int64_t n);

  /// Calls `on_line` with every line of a chain, without its newline, in order. All lines are of
  /// one moment.
  [[nodiscard]] domain::result<void>
  each_audit_line(std::int64_t chain, const std::function<void(const std::string&)>& on_line);

  [[nodiscard]] const std::filesystem::path& file() const {
    return file_;
  }

  [[nodiscard]] connection& database() {
    return database_;
  }

private:
  stored_history(std::filesystem::path file, connection database)
    : file_(std::move(file)), database_(std::move(database)) {
  }

  std::filesystem::path file_;
  connection database_;
};

/// The end of the newest chain, as the store has it.
struct stored_end {
  std::int64_t chain = 0;
  audit_link last;
};

[[nodiscard]] domain::result<stored_end> newest_end(stored_history& store);

/// Compares the newest of the verified chains with the store and adds what differs to the findings:
/// a file that ends before `known` was cut short, and its last record must be one of the store's.
/// @param known Read before the files were, since a riskd that runs goes on writing both.
[[nodiscard]] domain::result<void>
compare_with_store(audit_verification& verified, const stored_end& known, stored_history& store);

} // namespace riskd::sqlite
