#include "adapters/sqlite/journal_writer.hpp"

#include "adapters/crash_point/crash_point.hpp"
#include "adapters/sqlite/guard_marker.hpp"

#include <pthread.h>

#include <algorithm>
#include <string>
#include <utility>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

constexpr std::size_t group_rows_max = 512;

constexpr domain::duration quiet_time = std::chrono::milliseconds{200};

} // namespace

journal_writer::journal_writer(writer_parts parts, write_queue& queue, intent_journal& intents,
                               journal_health& health, const domain::wall_clock& clock,
                               domain::duration retry, domain::measurements* measures)
  : parts_(std::move(parts)), queue_(queue), intents_(intents), health_(health), clock_(clock),
    retry_(retry), measures_(measures) {
}

journal_writer::~journal_writer() {
  stop(domain::duration{});
}

void journal_writer::start(domain::journal_port::sink reports) {
  reports_ = std::move(reports);
  thread_ = std::thread{[this] {
    run();
  }};
  ::pthread_setname_np(thread_.native_handle(), "journal");
}

void journal_writer::stop(domain::duration grace) {
  if (!thread_.joinable())
    return;
  queue_.stop();
  {
    std::unique_lock lock{mutex_};
    ended_.wait_for(lock, grace, [this] { return has_ended_; });
  }
  queue_.abandon();
  thread_.join();
}

void journal_writer::run() {
  for (;;) {
    const auto records
      = queue_.take(group_rows_max, has_to_tidy_up_ ? std::optional{quiet_time} : std::nullopt);
    if (!records.empty())
      store(records);
    else
      tidy_up();
    if (queue_.is_abandoned() || (records.empty() && queue_.is_stopped()))
      break;
  }
  if (!queue_.is_abandoned())
    tidy_up();
  const std::scoped_lock guard{mutex_};
  has_ended_ = true;
  ended_.notify_all();
}

void journal_writer::store(const group& records) {
  for (;;) {
    const auto begun = clock_.now().monotonic;
    const auto stored = try_store(records);
    if (stored) {
      measure(begun);
      break;
    }
    parts_.database.roll_back();
    health_.failed(journal_part::database, stored.error().sentence);
    if (!queue_.pause(retry_)) {
      report_unwritten(records);
      return;
    }
  }
  has_to_tidy_up_ = true;
  report(records);
  export_audit();
  update_marker();
}

void journal_writer::measure(domain::duration begun) {
  if (measures_ != nullptr)
    measures_->journal_commit.record(clock_.now().monotonic - begun);
}

result<void> journal_writer::try_store(const group& records) {
  if (parts_.database.has_moved())
    return failure{failure_code::storage_failed,
                   "the database was renamed or removed while it was in use"};
  if (auto begun = parts_.database.begin(); !begun)
    return begun;
  parts_.entries.begin();
  const auto lost = queue_.lost();
  if (auto written = write_rows(records); !written)
    return written;
  if (auto written = write_losses(lost); !written)
    return written;
  adapters::pass(adapters::crash_point::batch_commit_begins);
  if (auto committed = parts_.database.commit(); !committed)
    return committed;
  adapters::pass(adapters::crash_point::batch_committed);
  is_marker_due_ |= parts_.entries.settle();
  is_run_stored_ = true;
  losses_recorded_ = lost;
  return {};
}

result<void> journal_writer::write_rows(const group& records) {
  std::uint64_t intents = 0;
  for (const auto& batch : records) {
    for (const auto& entry : batch.entries)
      if (auto written = parts_.entries.write(batch.account, entry); !written)
        return written;
    intents = std::max(intents, batch.intent);
  }
  if (intents > 0)
    if (auto written
        = parts_.entries.write_meta("intents_covered", static_cast<std::int64_t>(intents));
        !written)
      return written;
  if (!is_run_stored_)
    return parts_.entries.write_meta("run", parts_.run);
  return {};
}

result<void> journal_writer::write_losses(std::uint64_t lost) {
  if (lost == losses_recorded_)
    return {};
  domain::audit_entry record;
  record.at = clock_.now().wall;
  record.type = "journal_loss";
  const auto count = std::to_string(lost - losses_recorded_);
  record.text
    = count + " records that do not bind were dropped because the store could not keep up.";
  record.data = {{"records", count}};
  return parts_.entries.write(std::nullopt, record);
}

void journal_writer::report(const group& records) {
  health_.worked(journal_part::database);
  if (queue_.is_calm())
    health_.worked(journal_part::queue);
  std::uint64_t intents = 0;
  for (const auto& batch : records) {
    intents = std::max(intents, batch.intent);
    if (batch.number != 0)
      reports_(domain::batch_committed{batch.account, batch.number});
  }
  if (intents > 0)
    intents_.cover(intents);
}

bool journal_writer::export_audit() {
  return judge(journal_part::audit_file, parts_.audit.write_new(parts_.entries.audit()));
}

bool journal_writer::update_marker() {
  if (!is_marker_due_)
    return true;
  // An account that left the store keeps its place in the marker.
  parts_.marked.insert(parts_.entries.accounts().begin(), parts_.entries.accounts().end());
  is_marker_due_ = !judge(journal_part::marker, write_marker(parts_.marker, parts_.marked));
  return !is_marker_due_;
}

void journal_writer::tidy_up() {
  const bool exported = export_audit() && judge(journal_part::audit_file, parts_.audit.sync());
  const bool marked = update_marker();
  const bool moved = judge(journal_part::checkpoint, parts_.database.checkpoint());
  has_to_tidy_up_ = !exported || !marked || !moved;
}

bool journal_writer::judge(journal_part part, const result<void>& outcome) {
  if (outcome)
    health_.worked(part);
  else
    health_.failed(part, outcome.error().sentence);
  return outcome.has_value();
}

void journal_writer::report_unwritten(const group& records) {
  auto rows = queue_.size();
  for (const auto& batch : records)
    rows += batch.rows();
  health_.failed(journal_part::queue,
                 std::to_string(rows) + " records could not be written before the end");
}

} // namespace riskd::sqlite
