#pragma once

#include "adapters/sqlite/store.hpp"
#include "domain/ports/journal_port.hpp"
#include "tests/bench/stopwatch.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace riskd::bench {

/// Passes everything on to the real store and notes what passes.
class watched_journal final : public domain::journal_port {
public:
  /// @param behind Outlives this journal.
  explicit watched_journal(sqlite::store& behind) : behind_(behind) {
  }

  void start(sink reports) override;

  void write_intent(domain::intent_ticket ticket) override;

  void expect_intent() override;

  void append(domain::journal_batch batch) override;

  void stop(domain::duration grace) override;

  /// Events that were judged and handed over to be stored.
  [[nodiscard]] std::uint64_t events() const {
    return events_.load(std::memory_order_relaxed);
  }

  /// For each command the time from its event being received to its last byte being written, as
  /// riskd itself accounts for it. Whole microseconds. Empties itself.
  [[nodiscard]] std::vector<nanoseconds_count> take_times_to_wire();

  /// Names the account whose positions are counted, before the start.
  void watch(domain::account_id account) {
    watched_ = account;
  }

  /// Events of the watched account's positions that were judged and changed something.
  [[nodiscard]] std::uint64_t positions() const {
    return positions_.load(std::memory_order_relaxed);
  }

  /// Locks that were made and handed over to be stored.
  [[nodiscard]] std::uint64_t locks() const {
    return locks_.load(std::memory_order_relaxed);
  }

  /// Locks whose commands did not wait for them to reach the operating system (R-F-9), so far.
  [[nodiscard]] std::uint64_t late_locks() const {
    return late_locks_.load(std::memory_order_relaxed);
  }

  /// Waits until everything that was appended before this call is committed. Returns false if that
  /// takes longer than `limit`.
  [[nodiscard]] bool wait_until_written(domain::duration limit);

private:
  void on_report(const domain::journal_report& report);

  void note(const domain::journal_batch& batch);

  sqlite::store& behind_;

  std::optional<domain::account_id> watched_;

  std::atomic<std::uint64_t> events_{0};

  std::atomic<std::uint64_t> positions_{0};

  std::atomic<std::uint64_t> locks_{0};

  std::atomic<std::uint64_t> late_locks_{0};

  std::mutex mutex_;

  std::condition_variable changed_;

  std::vector<nanoseconds_count> times_to_wire_;

  /// Numbers of our own batches, which only mark a place in the queue.
  std::uint64_t last_mark_ = 0;

  std::uint64_t written_mark_ = 0;
};

} // namespace riskd::bench
