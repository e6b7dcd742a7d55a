#pragma once

#include "adapters/sqlite/audit_export.hpp"
#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/entry_writer.hpp"
#include "adapters/sqlite/intent_journal.hpp"
#include "adapters/sqlite/journal_health.hpp"
#include "adapters/sqlite/write_queue.hpp"
#include "domain/measurements.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <cstdint>
#include <filesystem>
#include <list>
#include <set>
#include <thread>

namespace riskd::sqlite {

/// What the writing thread works with.
struct writer_parts {
  connection database;
  entry_writer entries;
  audit_export audit;
  /// Number of this run.
  std::int64_t run = 0;
  std::filesystem::path marker;
  /// Accounts that the marker has.
  std::set<domain::account_id> marked;
};

/// The one thread that writes the database. It commits whatever is queued, up to 512 rows, in one
/// transaction with a full sync; while that fails it keeps the records and goes on trying.
class journal_writer {
public:
  /// @param retry How long to wait between attempts.
  /// @param measures Where commits are measured, if it is not null.
  journal_writer(writer_parts parts, write_queue& queue, intent_journal& intents,
                 journal_health& health, const domain::wall_clock& clock, domain::duration retry,
                 domain::measurements* measures);

  journal_writer(const journal_writer&) = delete;

  journal_writer& operator=(const journal_writer&) = delete;

  ~journal_writer();

  void start(domain::journal_port::sink reports);

  /// Writes what is queued, for at most `grace`, and ends the thread. A call of the operating
  /// system that blocks is waited for.
  void stop(domain::duration grace);

private:
  using group = std::list<queued_records>;

  void run();

  /// Tries until it succeeds or the queue is abandoned.
  void store(const group& records);

  /// A group that was begun then is committed.
  void measure(domain::duration begun);

  [[nodiscard]] domain::result<void> try_store(const group& records);

  [[nodiscard]] domain::result<void> write_rows(const group& records);

  /// Puts on record that records were dropped since the last commit.
  [[nodiscard]] domain::result<void> write_losses(std::uint64_t lost);

  void report(const group& records);

  /// Writes what follows a commit but is not part of it. Returns false if it has to be tried again.
  bool export_audit();

  bool update_marker();

  /// Work for quiet times: further attempts, moving the log into the database, syncing the audit
  /// file, whose records the database has anyway.
  void tidy_up();

  /// Turns the outcome of one part's work into reports. Returns true if it worked.
  bool judge(journal_part part, const domain::result<void>& outcome);

  void report_unwritten(const group& records);

  writer_parts parts_;
  write_queue& queue_;
  intent_journal& intents_;
  journal_health& health_;
  const domain::wall_clock& clock_;
  domain::duration retry_;
  domain::measurements* const measures_;
  domain::journal_port::sink reports_;

  bool is_run_stored_ = false;
  bool has_to_tidy_up_ = true;
  bool is_marker_due_ = false;
  std::uint64_t losses_recorded_ = 0;

  std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;
  std::thread thread_;
};

} // namespace riskd::sqlite
