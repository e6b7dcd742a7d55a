#pragma once

#include "adapters/sqlite/intent_files.hpp"
#include "adapters/sqlite/journal_health.hpp"
#include "domain/ports/journal_port.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace riskd::sqlite {

/// Writes intents to the intent files: one thread only writes, a second one syncs. Neither waits
/// for the database; where the files fail, the database's commit stands in for them.
class intent_journal {
public:
  /// @param last Highest sequence used so far.
  /// @param covered Sequence up to which the database has all intents.
  /// @param retry How long to wait before a failed write is tried again.
  /// @param tried Called on the writing thread after each attempt to write, and after its report.
  intent_journal(intent_files files, std::uint64_t last, std::uint64_t covered,
                 domain::duration retry, journal_health& health, std::function<void()> tried);

  intent_journal(const intent_journal&) = delete;

  intent_journal& operator=(const intent_journal&) = delete;

  ~intent_journal();

  void start(domain::journal_port::sink reports);

  /// Wakes the writing thread for a ticket that is likely to follow at once.
  void expect();

  /// Queues the ticket and returns the sequence it was given.
  std::uint64_t write(domain::intent_ticket ticket);

  /// False if no call of `tried` is near that would come after an attempt with this sequence: it
  /// was made already, or the file does not work at the moment.
  [[nodiscard]] bool is_about_to_try(std::uint64_t sequence);

  /// Says that the database has all intents up to `sequence` on the disk.
  void cover(std::uint64_t sequence);

  /// Writes and syncs what is queued, once, and ends the threads.
  void stop();

private:
  /// Who waits for which sequence.
  struct waiter {
    std::uint64_t sequence = 0;
    domain::account_id account;
    std::uint64_t number = 0;
  };

  void run_writer();

  /// Waits for what is queued. Returns nothing at the end.
  [[nodiscard]] std::deque<intent_record> take();

  /// Stays awake for an expected ticket, for a fraction of a millisecond.
  void await_expected();

  /// Writes the records to the file. On failure waits until a further attempt makes sense.
  void write_all(std::deque<intent_record> records);

  [[nodiscard]] domain::result<void> append(const std::deque<intent_record>& records);

  /// Reports the records as written; they wait for their sync from now on.
  void report_written(const std::deque<intent_record>& records);

  /// An attempt with all records up to `sequence` was made: whoever waits for it hears of it.
  void note_attempt(std::uint64_t sequence, bool worked);

  /// Waits after a failure. Returns false if there is no point in going on.
  [[nodiscard]] bool wait_before_retry(std::uint64_t first);

  void run_syncer();

  /// Brings everything up to `upto` to the disk.
  void sync(std::uint64_t upto);

  [[nodiscard]] bool has_work_for_syncer() const;

  /// Reports everything that is known to be on the disk.
  void report_synced();

  void empty_files();

  intent_files files_;
  std::chrono::microseconds retry_;
  journal_health& health_;
  std::function<void()> tried_;
  domain::journal_port::sink reports_;

  std::mutex mutex_;
  std::condition_variable writer_wakes_;
  std::condition_variable syncer_wakes_;
  std::uint64_t last_;
  std::deque<intent_record> queued_;
  std::deque<waiter> waiting_;
  std::uint64_t covered_;
  /// The syncer has acted on `covered_` up to here.
  std::uint64_t covered_seen_ = 0;
  /// The files have everything on the disk after `distrusted_` and up to `synced_`.
  std::uint64_t synced_ = 0;
  /// After a failed sync the operating system may have dropped what was written: only the database
  /// can tell that intents up to here are safe.
  std::uint64_t distrusted_ = 0;
  /// Attempts were made with all up to here.
  std::uint64_t tried_upto_ = 0;
  bool is_failing_ = false;
  /// A ticket is likely to be queued at once.
  bool is_expected_ = false;
  /// Something was queued since `take`; read without the mutex.
  std::atomic<bool> has_come_{false};
  bool writer_stops_ = false;
  bool syncer_stops_ = false;

  std::thread writer_;
  std::thread syncer_;
};

} // namespace riskd::sqlite
