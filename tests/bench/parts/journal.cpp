// The store that riskd writes, in a directory of its own: SQLite in WAL mode with a full sync at
// every commit, the writing thread, and its queue.

#include "adapters/sqlite/store.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "tests/bench/day_of_trading.hpp"
#include "tests/bench/parts/parts.hpp"
#include "tests/bench/parts/sample_account.hpp"
#include "tests/bench/scratch_directory.hpp"
#include "tests/bench/stopwatch.hpp"

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace riskd::bench {

namespace {

using namespace domain;
using namespace std::chrono_literals;

constexpr duration patience = 30s;

/// As many rows as the store writes in one transaction.
constexpr std::size_t group_rows = 512;

/// Few enough for the queue to take them all.
constexpr benchmark::IterationCount batches_handed_over = 20'000;

/// A store that has just been made, and events that it does not know yet.
class fresh_store {
public:
  fresh_store() : scratch_(std::filesystem::temp_directory_path()) {
    auto opened
      = sqlite::open_store({clock_, scratch_.path() / "state", scratch_.path() / "marker"});
    if (!opened)
      throw std::runtime_error(opened.error().sentence);
    store_ = std::move(opened->journal);
    store_->start([this](const journal_report& report) { on_report(report); });
  }

  fresh_store(const fresh_store&) = delete;
  fresh_store& operator=(const fresh_store&) = delete;

  ~fresh_store() {
    store_->stop(patience);
  }

  /// A batch of events that were never stored.
  [[nodiscard]] journal_batch batch_of(std::size_t rows) {
    journal_batch batch;
    batch.account = sample_id();
    batch.number = ++last_number_;
    for (std::size_t i = 0; i < rows; ++i) {
      const auto now = clock_.now().wall;
      const auto payload = event_of_day(0, sequence_++, now);
      batch.entries.emplace_back(stored_event{sequence_, now, event_source::stream, payload});
    }
    return batch;
  }

  void append(journal_batch batch) {
    store_->append(std::move(batch));
  }

  /// Waits until the batch made last is committed.
  void wait_until_committed() {
    std::unique_lock lock{mutex_};
    if (!changed_.wait_for(lock, patience, [this] { return committed_ >= last_number_; }))
      throw std::runtime_error("the store does not commit");
    if (store_->lost_records() > 0)
      throw std::runtime_error("the store lost records");
  }

private:
  void on_report(const journal_report& report) {
    const std::scoped_lock guard{mutex_};
    if (const auto* committed = std::get_if<batch_committed>(&report))
      committed_ = committed->number;
    changed_.notify_all();
  }

  scratch_directory scratch_;

  adapters::system_clock clock_;

  std::mutex mutex_;

  std::condition_variable changed_;

  std::uint64_t committed_ = 0;

  std::uint64_t last_number_ = 0;

  std::uint64_t sequence_ = 0;

  std::unique_ptr<sqlite::store> store_;
};

/// Seconds since `begin`.
double seconds_since(nanoseconds_count begin) {
  return static_cast<double>(steady_nanoseconds() - begin) * 1e-9;
}

/// What whoever appends a batch of one event pays for it.
void hand_over(benchmark::State& state) {
  fresh_store store;
  for (auto _ : state) {
    auto batch = store.batch_of(1);
    const auto begin = steady_nanoseconds();
    store.append(std::move(batch));
    state.SetIterationTime(seconds_since(begin));
  }
  store.wait_until_committed();
}

/// From the batch being handed over to its commit being known.
void commit(benchmark::State& state, std::size_t rows) {
  fresh_store store;
  // The first one also stores the run.
  store.append(store.batch_of(1));
  store.wait_until_committed();
  for (auto _ : state) {
    auto batch = store.batch_of(rows);
    const auto begin = steady_nanoseconds();
    store.append(std::move(batch));
    store.wait_until_committed();
    state.SetIterationTime(seconds_since(begin));
  }
}

void add_commit(std::size_t rows) {
  add("journal/commit_of_" + std::to_string(rows),
      [rows](benchmark::State& state) { commit(state, rows); })
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);
}

} // namespace

void add_journal() {
  add("journal/hand_over", hand_over)->UseManualTime()->Iterations(batches_handed_over);
  add_commit(1);
  add_commit(group_rows);
}

} // namespace riskd::bench
