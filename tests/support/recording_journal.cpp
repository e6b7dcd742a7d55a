#include "tests/support/recording_journal.hpp"

#include "tests/support/journal_replay.hpp"

#include <utility>

namespace riskd::test {

using namespace domain;

void recording_journal::start(sink reports) {
  sink_ = std::move(reports);
}

void recording_journal::write_intent(intent_ticket ticket) {
  intents.push_back(std::move(ticket));
  if (acknowledging != manner::nothing)
    acknowledge_written();
  if (acknowledging == manner::everything)
    acknowledge_synced();
}

void recording_journal::expect_intent() {
  announced.push_back(intents.size());
}

void recording_journal::append(journal_batch batch) {
  const auto committed = batch_committed{batch.account, batch.number};
  batches.push_back(std::move(batch));
  if (committed.number != 0 && acknowledging == manner::everything)
    report(committed);
}

void recording_journal::stop(duration) {
  disconnect();
}

void recording_journal::disconnect() {
  sink_ = nullptr;
}

void recording_journal::acknowledge_written() {
  report(intent_written{intents.back().account, intents.back().number});
}

void recording_journal::acknowledge_synced() {
  report(intent_synced{intents.back().account, intents.back().number});
}

void recording_journal::report(journal_report what) {
  if (sink_)
    sink_(std::move(what));
}

restored_account recording_journal::restored(account_id account) const {
  auto out = restored_from_intents(account);
  for (const auto& batch : batches)
    if (batch.account == account)
      for (const auto& entry : batch.entries)
        apply_entry(out, entry);
  return out;
}

restored_account recording_journal::restored_from_intents(account_id account) const {
  restored_account out;
  out.account = account;
  for (const auto& ticket : intents)
    if (ticket.account == account)
      for (const auto& entry : ticket.entries)
        apply_entry(out, entry);
  return out;
}

} // namespace riskd::test
