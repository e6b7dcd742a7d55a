#include "tests/bench/watched_journal.hpp"

#include <utility>
#include <variant>

namespace riskd::bench {

void watched_journal::start(sink reports) {
  behind_.start([this, reports = std::move(reports)](domain::journal_report report) {
    on_report(report);
    reports(std::move(report));
  });
}

void watched_journal::write_intent(domain::intent_ticket ticket) {
  behind_.write_intent(std::move(ticket));
}

void watched_journal::expect_intent() {
  behind_.expect_intent();
}

void watched_journal::append(domain::journal_batch batch) {
  note(batch);
  behind_.append(std::move(batch));
}

void watched_journal::note(const domain::journal_batch& batch) {
  for (const auto& entry : batch.entries) {
    if (const auto* event = std::get_if<domain::stored_event>(&entry)) {
      ++events_;
      if (batch.account == watched_ && std::holds_alternative<domain::position_row>(event->payload))
        ++positions_;
    } else if (const auto* ended = std::get_if<domain::command_finished>(&entry)) {
      const std::scoped_lock guard{mutex_};
      times_to_wire_.push_back(ended->to_wire.count() * 1000);
    } else if (std::holds_alternative<domain::lock_stored>(entry)) {
      ++locks_;
    } else if (const auto* told = std::get_if<domain::audit_entry>(&entry)) {
      if (told->type == "alert" && told->data.front().second == "persist_late")
        ++late_locks_;
    }
  }
}

void watched_journal::stop(domain::duration grace) {
  behind_.stop(grace);
}

std::vector<nanoseconds_count> watched_journal::take_times_to_wire() {
  const std::scoped_lock guard{mutex_};
  return std::exchange(times_to_wire_, {});
}

bool watched_journal::wait_until_written(domain::duration limit) {
  std::unique_lock lock{mutex_};
  const auto mark = ++last_mark_;
  domain::audit_entry entry;
  entry.type = "benchmark";
  entry.text = "Everything before this was written.";
  behind_.append({std::nullopt, mark, {std::move(entry)}});
  return changed_.wait_for(lock, limit, [&] { return written_mark_ >= mark; });
}

void watched_journal::on_report(const domain::journal_report& report) {
  const auto* committed = std::get_if<domain::batch_committed>(&report);
  if (committed == nullptr || committed->account)
    return;
  const std::scoped_lock guard{mutex_};
  written_mark_ = committed->number;
  changed_.notify_all();
}

} // namespace riskd::bench
