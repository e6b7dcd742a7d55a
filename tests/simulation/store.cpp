#include "tests/simulation/store.hpp"

#include "tests/support/journal_replay.hpp"

#include <algorithm>
#include <utility>

namespace riskd::simulation {

using namespace domain;

namespace {

journal_entry as_journal_entry(const intent_entry& x) {
  return std::visit([](const auto& each) { return journal_entry{each}; }, x);
}

} // namespace

simulated_store::simulated_store(agenda& plan, const virtual_clock& clock, std::uint64_t seed)
  : plan_(plan), clock_(clock), draw_(seed) {
}

duration simulated_store::elapsed() const {
  return clock_.now().monotonic;
}

/// When work that begins now is done.
duration simulated_store::due(std::int64_t from_us, std::int64_t to_us) {
  const auto begin = std::max(elapsed(), failing_until_);
  const auto slower = elapsed() < slow_until_ ? slow_by_ : duration{};
  return begin + slower + duration{draw_.between(from_us, to_us)};
}

void simulated_store::start(sink reports) {
  sink_ = std::move(reports);
  ++life_;
}

void simulated_store::report(journal_report what) {
  if (sink_)
    sink_(std::move(what));
}

void simulated_store::write_intent(intent_ticket ticket) {
  if (!sink_)
    return;
  std::vector<std::uint64_t> numbers;
  for (const auto& each : ticket.entries) {
    numbers.push_back(records_.size());
    staged_[ticket.account].push_back(records_.size());
    records_.push_back({ticket.account, as_journal_entry(each), reach::process});
    if (on_entry)
      on_entry(ticket.account, records_.back().entry);
    if (on_intent)
      on_intent(ticket.account, records_.back().entry);
  }
  written_until_ = std::max(due(30, 400), written_until_);
  plan_.plan(written_until_,
             [this, numbers, account = ticket.account, number = ticket.number, life = life_] {
               if (life != life_)
                 return;
               reach_all(numbers, reach::system);
               report(intent_written{account, number});
             });
  plan_.plan(written_until_ + due(500, 12'000) - elapsed(),
             [this, numbers, account = ticket.account, number = ticket.number, life = life_] {
               if (life != life_)
                 return;
               reach_all(numbers, reach::disk);
               report(intent_synced{account, number});
             });
}

bool simulated_store::take_staged(account_id account, const journal_entry& entry) {
  auto& staged = staged_[account];
  const auto found = std::find_if(staged.begin(), staged.end(), [&](std::size_t number) {
    return records_[number].entry == entry;
  });
  if (found == staged.end())
    return false;
  staged.erase(found);
  return true;
}

void simulated_store::append(journal_batch batch) {
  // Who writes without anybody listening is dying.
  if (!sink_ || !batch.account)
    return;
  std::vector<std::uint64_t> numbers;
  for (auto& each : batch.entries) {
    if (take_staged(*batch.account, each))
      continue;
    numbers.push_back(records_.size());
    records_.push_back({*batch.account, std::move(each), reach::process});
    if (on_entry)
      on_entry(*batch.account, records_.back().entry);
  }
  committed_until_ = std::max(due(1'000, 21'000), committed_until_);
  plan_.plan(committed_until_,
             [this, numbers, account = batch.account, number = batch.number, life = life_] {
               if (life != life_)
                 return;
               reach_all(numbers, reach::disk);
               if (number != 0)
                 report(batch_committed{account, number});
             });
}

void simulated_store::reach_all(const std::vector<std::uint64_t>& numbers, reach how_far) {
  for (const auto number : numbers) {
    auto& each = records_.at(number);
    if (each.reached == reach::process && on_kept)
      on_kept(each.account, each.entry);
    each.reached = std::max(each.reached, how_far);
  }
}

void simulated_store::stop(duration) {
  sink_ = nullptr;
}

void simulated_store::keep(reach at_least) {
  sink_ = nullptr;
  ++life_;
  std::erase_if(records_, [&](const record& x) { return x.reached < at_least; });
  for (auto& each : records_)
    each.reached = reach::disk;
  staged_.clear();
  written_until_ = committed_until_ = elapsed();
}

void simulated_store::lose_process() {
  keep(reach::system);
}

void simulated_store::lose_power() {
  keep(reach::disk);
}

void simulated_store::slow_down(duration length, duration by) {
  slow_until_ = elapsed() + length;
  slow_by_ = by;
}

void simulated_store::fail(duration length) {
  failing_until_ = elapsed() + length;
  report(journal_failed{"no space left on device"});
  plan_.plan(failing_until_, [this, life = life_] {
    if (life == life_)
      report(journal_recovered{});
  });
}

restored_account simulated_store::restored(account_id account) const {
  restored_account out;
  out.account = account;
  for (const auto& each : records_)
    if (each.account == account)
      test::apply_entry(out, each.entry);
  return out;
}

} // namespace riskd::simulation
