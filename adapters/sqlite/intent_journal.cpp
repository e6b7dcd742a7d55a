#include "adapters/sqlite/intent_journal.hpp"

#include "adapters/crash_point/crash_point.hpp"
#include "adapters/sqlite/intent_frame.hpp"

#include <pthread.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace riskd::sqlite {

using domain::result;

namespace {

/// Some hundred microseconds: binding a lock takes a tenth of that.
constexpr int looks_max = 500;

} // namespace

intent_journal::intent_journal(intent_files files, std::uint64_t last, std::uint64_t covered,
                               domain::duration retry, journal_health& health,
                               std::function<void()> tried)
  : files_(std::move(files)), retry_(retry), health_(health), tried_(std::move(tried)), last_(last),
    covered_(covered) {
}

intent_journal::~intent_journal() {
  stop();
}

void intent_journal::start(domain::journal_port::sink reports) {
  reports_ = std::move(reports);
  writer_ = std::thread{[this] {
    run_writer();
  }};
  syncer_ = std::thread{[this] {
    run_syncer();
  }};
  ::pthread_setname_np(writer_.native_handle(), "intent-write");
  ::pthread_setname_np(syncer_.native_handle(), "intent-sync");
}

void intent_journal::expect() {
  {
    const std::scoped_lock guard{mutex_};
    is_expected_ = true;
  }
  writer_wakes_.notify_one();
}

std::uint64_t intent_journal::write(domain::intent_ticket ticket) {
  std::uint64_t sequence = 0;
  {
    const std::scoped_lock guard{mutex_};
    sequence = ++last_;
    queued_.push_back({sequence, std::move(ticket)});
    has_come_ = true;
  }
  writer_wakes_.notify_one();
  return sequence;
}

bool intent_journal::is_about_to_try(std::uint64_t sequence) {
  const std::scoped_lock guard{mutex_};
  return !is_failing_ && sequence > tried_upto_;
}

void intent_journal::cover(std::uint64_t sequence) {
  const std::scoped_lock guard{mutex_};
  covered_ = std::max(covered_, sequence);
  writer_wakes_.notify_one();
  syncer_wakes_.notify_one();
}

void intent_journal::stop() {
  const auto end = [this](std::thread& thread, bool& flag, std::condition_variable& wakes) {
    if (!thread.joinable())
      return;
    {
      const std::scoped_lock guard{mutex_};
      flag = true;
      wakes.notify_one();
    }
    thread.join();
  };
  // In this order: what the first one writes, the second one syncs.
  end(writer_, writer_stops_, writer_wakes_);
  end(syncer_, syncer_stops_, syncer_wakes_);
}

// The writing thread

void intent_journal::run_writer() {
  for (auto records = take(); !records.empty(); records = take())
    write_all(std::move(records));
}

std::deque<intent_record> intent_journal::take() {
  std::deque<intent_record> records;
  std::unique_lock lock{mutex_};
  while (queued_.empty() && !writer_stops_) {
    writer_wakes_.wait(lock, [this] { return writer_stops_ || is_expected_ || !queued_.empty(); });
    if (std::exchange(is_expected_, false) && queued_.empty()) {
      lock.unlock();
      await_expected();
      lock.lock();
    }
  }
  records.swap(queued_);
  has_come_ = false;
  return records;
}

void intent_journal::await_expected() {
  for (int looks = 0; looks < looks_max && !has_come_; ++looks)
    std::this_thread::yield();
}

void intent_journal::write_all(std::deque<intent_record> records) {
  for (;;) {
    adapters::pass(adapters::crash_point::intent_write_begins);
    const auto written = append(records);
    adapters::pass(adapters::crash_point::intent_written);
    if (written) {
      health_.worked(journal_part::intent_write);
      report_written(records);
      note_attempt(records.back().sequence, true);
      return;
    }
    health_.failed(journal_part::intent_write, written.error().sentence);
    // Until the file works the database's commit stands in for it.
    note_attempt(records.back().sequence, false);
    if (!wait_before_retry(records.front().sequence))
      return;
    std::deque<intent_record> safe;
    {
      const std::scoped_lock guard{mutex_};
      while (!records.empty() && records.front().sequence <= covered_) {
        safe.push_back(std::move(records.front()));
        records.pop_front();
      }
    }
    report_written(safe);
    if (records.empty()) {
      // The database has them all: nothing is at risk until the next record finds the file broken.
      health_.worked(journal_part::intent_write);
      return;
    }
  }
}

void intent_journal::note_attempt(std::uint64_t sequence, bool worked) {
  {
    const std::scoped_lock guard{mutex_};
    tried_upto_ = std::max(tried_upto_, sequence);
    is_failing_ = !worked;
  }
  tried_();
}

result<void> intent_journal::append(const std::deque<intent_record>& records) {
  std::string frames;
  for (const auto& each : records)
    frames += make_frame(to_json(each));
  return files_.append(frames, records.back().sequence);
}

void intent_journal::report_written(const std::deque<intent_record>& records) {
  for (const auto& each : records)
    reports_(domain::intent_written{each.ticket.account, each.ticket.number});
  const std::scoped_lock guard{mutex_};
  for (const auto& each : records)
    waiting_.push_back({each.sequence, each.ticket.account, each.ticket.number});
  syncer_wakes_.notify_one();
}

bool intent_journal::wait_before_retry(std::uint64_t first) {
  std::unique_lock lock{mutex_};
  if (!writer_stops_)
    writer_wakes_.wait_for(lock, retry_, [&] { return writer_stops_ || first <= covered_; });
  return !writer_stops_ || first <= covered_;
}

// The syncing thread

void intent_journal::run_syncer() {
  for (;;) {
    std::uint64_t upto = 0;
    bool stops = false;
    {
      std::unique_lock lock{mutex_};
      syncer_wakes_.wait(lock, [this] { return syncer_stops_ || has_work_for_syncer(); });
      stops = syncer_stops_;
      upto = waiting_.empty() ? 0 : waiting_.back().sequence;
      covered_seen_ = covered_;
    }
    sync(upto);
    report_synced();
    empty_files();
    if (stops)
      return;
  }
}

bool intent_journal::has_work_for_syncer() const {
  const auto handled = std::max(synced_, distrusted_);
  return covered_ > covered_seen_ || (!waiting_.empty() && waiting_.back().sequence > handled);
}

void intent_journal::sync(std::uint64_t upto) {
  {
    const std::scoped_lock guard{mutex_};
    if (upto <= std::max(synced_, distrusted_))
      return;
  }
  adapters::pass(adapters::crash_point::intent_sync_begins);
  const auto done = files_.sync();
  adapters::pass(adapters::crash_point::intent_synced);
  if (!done)
    health_.failed(journal_part::intent_sync, done.error().sentence);
  const std::scoped_lock guard{mutex_};
  if (done)
    synced_ = upto;
  else
    distrusted_ = upto;
}

void intent_journal::report_synced() {
  std::vector<waiter> safe;
  bool all_safe = false;
  {
    const std::scoped_lock guard{mutex_};
    std::deque<waiter> rest;
    for (auto& each : waiting_) {
      const bool in_file = each.sequence > distrusted_ && each.sequence <= synced_;
      if (in_file || each.sequence <= covered_)
        safe.push_back(each);
      else
        rest.push_back(each);
    }
    waiting_.swap(rest);
    all_safe = distrusted_ <= covered_;
  }
  for (const auto& each : safe)
    reports_(domain::intent_synced{each.account, each.number});
  if (all_safe)
    health_.worked(journal_part::intent_sync);
}

void intent_journal::empty_files() {
  std::uint64_t covered = 0;
  {
    const std::scoped_lock guard{mutex_};
    covered = covered_;
  }
  if (const auto emptied = files_.empty_covered(covered); !emptied)
    health_.failed(journal_part::intent_sync, emptied.error().sentence);
}

} // namespace riskd::sqlite
