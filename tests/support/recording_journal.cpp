#include "tests/support/recording_journal.hpp"

#include <algorithm>
#include <utility>

namespace riskd::test {

using namespace domain;

namespace {

/// Applies entries to what a start finds, in the order in which they were handed over.
struct restoring_visitor {
  restored_account& out;

  void operator()(const stored_event& x) const {
    out.tail.push_back(x);
    out.last_sequence = std::max(out.last_sequence, x.sequence);
  }

  void operator()(const stored_trade& x) const {
    std::erase_if(out.trades, [&](const ledger_row& row) { return row.id == x.row.id; });
    out.trades.push_back(x.row);
  }

  void operator()(const breach_opened& x) const {
    if (x.episode)
      out.binding.episodes[*x.episode] = x.id;
  }

  void operator()(const breach_closed& x) const {
    std::erase_if(out.binding.episodes, [&](const auto& row) { return row.second == x.id; });
  }

  void operator()(const lock_stored& x) const {
    out.binding.locks.engage(x.what);
  }

  void operator()(const lock_ended& x) const {
    out.binding.locks.release(x.rule);
  }

  void operator()(const directive_opened& x) const {
    out.binding.directives[x.key] = x.cause;
  }

  void operator()(const directive_closed& x) const {
    out.binding.directives.erase(x.key);
  }

  void operator()(const cleanup_joined& x) const {
    out.binding.cleanup[x.order] = x.rule;
  }

  void operator()(const cleanup_left& x) const {
    out.binding.cleanup.erase(x.order);
  }

  void operator()(const stop_memory& x) const {
    std::erase_if(out.stops, [&](const stop_memory& y) { return y.contract == x.contract; });
    out.stops.push_back(x);
  }

  void operator()(const day_started& x) const {
    out.day = x;
  }

  void operator()(const state_snapshot& x) const {
    out.snapshot = x;
    std::erase_if(out.tail, [&](const stored_event& y) { return y.sequence <= x.sequence; });
  }

  void operator()(const safe_mode_stored& x) const {
    out.binding.safe = x.what;
  }

  void operator()(const command_sent&) const {
  }

  void operator()(const command_finished&) const {
  }

  void operator()(const discrepancy&) const {
  }

  void operator()(const audit_entry&) const {
  }

  void operator()(const configuration_in_force& x) const {
    out.configuration = x;
  }
};

} // namespace

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
        std::visit(restoring_visitor{out}, entry);
  return out;
}

restored_account recording_journal::restored_from_intents(account_id account) const {
  restored_account out;
  out.account = account;
  for (const auto& ticket : intents)
    if (ticket.account == account)
      for (const auto& entry : ticket.entries)
        std::visit(restoring_visitor{out}, entry);
  return out;
}

} // namespace riskd::test
