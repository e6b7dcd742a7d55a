#include "actors/account_journal.hpp"

#include "domain/audit_text.hpp"

#include <algorithm>
#include <utility>

namespace riskd {

namespace {

/// Events between two snapshots: bounds how much a start has to replay.
constexpr std::uint64_t events_per_snapshot = 512;

} // namespace

account_journal::account_journal(domain::journal_port* port, domain::account_id account,
                                 std::uint64_t last_sequence)
  : port_(port), account_(account), sequence_(last_sequence), snapshot_sequence_(last_sequence) {
}

std::uint64_t account_journal::note_event(const domain::account_payload& payload,
                                          domain::event_source source,
                                          const domain::account_state& after,
                                          const domain::account_settings& settings,
                                          domain::time_point received,
                                          std::vector<domain::journal_entry>& entries) {
  if (!port_)
    return 0;
  ++sequence_;
  entries.emplace_back(domain::stored_event{sequence_, received, source, payload});
  if (const auto* trade = std::get_if<domain::trade_row>(&payload))
    if (const auto* row = after.trades.find(trade->id))
      entries.emplace_back(domain::stored_trade{*row, domain::day_at(settings.reset, row->at).id});
  return sequence_;
}

void account_journal::note_stops(const domain::account_state& before,
                                 const domain::account_state& after,
                                 std::vector<domain::journal_entry>& entries) const {
  if (!port_)
    return;
  for (const auto& [contract, held] : after.positions->open()) {
    if (!held.extreme && !held.stop_level)
      continue;
    const auto* known = before.positions->find(contract);
    if (!known || known->instance != held.instance || known->extreme != held.extreme
        || known->stop_level != held.stop_level)
      entries.emplace_back(domain::stop_memory{sequence_, contract, held.extreme, held.stop_level});
  }
}

void account_journal::expect_intent() {
  if (port_)
    port_->expect_intent();
}

std::uint64_t account_journal::write_intent(std::vector<domain::intent_entry> entries) {
  if (!port_)
    return 0;
  ++intents_;
  unsynced_.insert(intents_);
  port_->write_intent({account_, intents_, std::move(entries)});
  return intents_;
}

void account_journal::note_synced(std::uint64_t number) {
  unsynced_.erase(number);
}

void account_journal::append(std::vector<domain::journal_entry> entries,
                             const std::vector<domain::decision>& records, domain::time_point at,
                             const domain::account_settings& settings) {
  if (!port_)
    return;
  for (const auto& each : records)
    entries.emplace_back(domain::audit_of(each, at, settings));
  if (entries.empty())
    return;
  const bool has_settings
    = std::any_of(entries.begin(), entries.end(), [](const domain::journal_entry& x) {
        return std::holds_alternative<domain::configuration_in_force>(x);
      });
  // Nobody waits for anything else.
  if (has_settings)
    settings_batch_ = ++batches_;
  port_->append({account_, has_settings ? settings_batch_ : 0, std::move(entries)});
}

void account_journal::append_snapshot(const domain::account_state& state, domain::time_point at) {
  domain::state_snapshot snapshot;
  snapshot.sequence = sequence_;
  snapshot.at = at;
  for (const auto& [contract, held] : state.positions->open())
    snapshot.positions.push_back(held);
  for (const auto& [id, order] : state.orders.live())
    snapshot.live_orders.push_back(order);
  snapshot.account = domain::account_row{state.id, state.name, state.can_trade, state.balance};
  snapshot_sequence_ = sequence_;
  port_->append({account_, 0, {std::move(snapshot)}});
}

bool account_journal::snapshot_due() const {
  return sequence_ >= snapshot_sequence_ + events_per_snapshot;
}

} // namespace riskd
