#include "tests/support/journal_replay.hpp"

#include <algorithm>

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

  void operator()(const limit_announced& x) const {
    std::erase_if(out.announced, [&](const limit_announced& y) { return y.rule == x.rule; });
    out.announced.push_back(x);
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
    out.binding.safe_mode_left = x.left;
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

void apply_entry(restored_account& to, const journal_entry& entry) {
  std::visit(restoring_visitor{to}, entry);
}

void apply_entry(restored_account& to, const intent_entry& entry) {
  std::visit(restoring_visitor{to}, entry);
}

} // namespace riskd::test
