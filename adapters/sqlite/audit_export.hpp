#pragma once

#include "adapters/sqlite/audit_rows.hpp"
#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/posix_file.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace riskd::sqlite {

/// What the audit file was found to be at start-up.
struct audit_opening {
  /// Empty unless file and store disagree: a sentence that names the break (`audit_broken`).
  std::string broken;
  /// Where the broken file was moved to.
  std::filesystem::path moved_to;
};

/// Writes the committed audit records of the newest chain from the store to `audit.ndjson`.
class audit_export {
public:
  /// Compares the file with the store. A file that ends earlier but agrees goes on where it ends;
  /// one that disagrees is moved aside and `rows` begin a new chain. The records of a file whose
  /// store is new are accepted as the chain to go on from.
  /// @param now Names the file that is moved aside.
  [[nodiscard]] static domain::result<audit_export> open(const std::filesystem::path& directory,
                                                         connection& database, audit_rows& rows,
                                                         domain::time_point now,
                                                         audit_opening& what);

  /// Appends what is stored and not yet in the file. If the file was renamed meanwhile, a new one
  /// goes on with the chain.
  [[nodiscard]] domain::result<void> write_new(const audit_rows& rows);

  /// Brings what was appended to the disk.
  [[nodiscard]] domain::result<void> sync();

private:
  [[nodiscard]] domain::result<void> reopen();

  [[nodiscard]] domain::result<void> append(const std::string& lines, std::int64_t last);

  posix_file file_;
  statement find_lines_;
  /// The file has the records of its chain up to here.
  std::int64_t exported_ = 0;
  /// Size of the complete records in the file, in bytes.
  std::uint64_t size_ = 0;
  bool is_dirty_ = false;
};

} // namespace riskd::sqlite
