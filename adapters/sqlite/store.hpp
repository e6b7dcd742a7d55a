#pragma once

#include "adapters/sqlite/store_condition.hpp"
#include "domain/measurements.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace riskd::sqlite {

struct store_options {
  /// Outlives the store.
  const domain::wall_clock& clock;
  /// `storage.dir`: holds `journal.db`, `intent-0.log`, `intent-1.log`, `audit.ndjson`,
  /// `riskd.lock`. Created if absent.
  std::filesystem::path directory;
  /// Holds the marker, outside of `directory` (R-P-4). Created if absent.
  std::filesystem::path marker_directory;
  /// Records that may wait for the database before those that do not bind are dropped.
  std::size_t queue_rows_max = 100'000;
  /// Size at which the intent files change places.
  std::uint64_t intent_bytes_max = 262'144;
  /// Time between attempts while the store cannot be written.
  domain::duration retry_interval = std::chrono::milliseconds{250};
  /// How long to wait for a lock that another process holds on the database.
  std::chrono::milliseconds busy_timeout{1000};
  /// SQLite's name of the file system layer; empty for its default.
  std::string vfs{};
  /// Where commits are measured, if it is not null. Outlives the store.
  domain::measurements* measures = nullptr;
};

/// What happened when the store was opened.
struct store_opening {
  store_condition condition{};
  /// For `missing` and `damaged`: what was found, for people.
  std::string reason;
  /// Where damaged files were moved to. Nothing is ever deleted.
  std::vector<std::filesystem::path> moved_aside;
  /// Accounts that were guarded at some time and of which the store knows nothing: each needs
  /// `SYS-STATE` (R-P-4).
  std::vector<domain::account_id> missing_accounts;
  /// Places in the intent files that could not be read, one sentence each.
  std::vector<std::string> intent_tears;
  /// Names the break of the audit chain (alert `audit_broken`); empty if there is none.
  std::string audit_broken;
  /// Highest id of any breach ever stored; ids go on from there.
  domain::breach_id last_breach;
};

struct opened_store;

/// The journal: SQLite behind a bounded queue and one writing thread, with two intent files that
/// bridge the time until the database has what binds (DESIGN section 7).
///
/// An intent's entries are queued for the database together with the intent itself; when the same
/// entries arrive in a batch they are recognized and not written again. The database remembers how
/// many intents it has, so a start-up applies exactly those that it lacks, in order.
class store final : public domain::journal_port {
public:
  ~store() override;

  /// What the journal knew when it was opened, the intent files included. Empties itself.
  [[nodiscard]] std::vector<domain::restored_account> restore();

  /// @pre not started yet
  void start(sink reports) override;

  void write_intent(domain::intent_ticket ticket) override;

  void expect_intent() override;

  /// Records that do not bind are dropped, oldest first, when too many wait. A batch that lost all
  /// its records is never reported as committed.
  /// @pre Only audit entries and discrepancies come without an account.
  void append(domain::journal_batch batch) override;

  /// A blocked call of the operating system is waited for beyond `grace`.
  void stop(domain::duration grace) override;

  /// Records dropped since the start because the store could not keep up.
  [[nodiscard]] std::uint64_t lost_records() const;

private:
  class parts;

  friend domain::result<opened_store> open_store(const store_options& options);

  explicit store(std::unique_ptr<parts> made);

  std::unique_ptr<parts> parts_;
};

struct opened_store {
  std::unique_ptr<store> journal;
  store_opening what;
};

/// Opens the store or makes a new one, and keeps other processes out until it is destroyed. Fails
/// with `refused` if another process uses the directory (R-G-10) or if a file was written by a
/// newer program, and with `storage_failed` if the store can be neither used nor replaced.
[[nodiscard]] domain::result<opened_store> open_store(const store_options& options);

} // namespace riskd::sqlite
