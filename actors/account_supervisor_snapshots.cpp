#include "actors/account_supervisor.hpp"
#include "domain/audit_text.hpp"
#include "domain/pnl.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

// What the broker lists over REST: the first look at an account, and comparisons later.

namespace riskd {

namespace {

using logging::field;

/// A difference of a cent between what was stored and what the broker says is a discrepancy
/// (R-G-4).
constexpr domain::money cent{100};

/// R-G-5
constexpr domain::duration follow_up_pause = std::chrono::seconds{1};

/// How many discrepancies the status keeps.
constexpr std::size_t discrepancies_shown = 10;

/// A row that the broker listed, as an event of the account.
account_input listed_input(domain::account_payload payload, const snapshot_taken& taken) {
  account_input out;
  if (const auto* contract = domain::contract_described(payload)) {
    if (const auto row = taken.contracts.find(*contract); row != taken.contracts.end())
      out.row = row->second;
    if (const auto market = taken.markets.find(*contract); market != taken.markets.end())
      out.market = market->second;
  }
  out.input = domain::payload_input{std::move(payload), domain::event_source::rest};
  out.received = taken.received;
  return out;
}

} // namespace

void account_supervisor_state::begin_snapshot(const snapshot_taken& taken) {
  if (!caught_up_)
    begin_first_snapshot(taken);
  else
    begin_reconciliation(taken);
}

/// The broker's trades replace what was stored, the day is caught up, then rows are applied
/// (R-G-1).
void account_supervisor_state::begin_first_snapshot(const snapshot_taken& taken) {
  const auto received = step_->now;
  const auto& snapshot = taken.snapshot;
  if (!snapshot.is_proof() || !snapshot.trades)
    return finish(); // Asked again at the next tick.
  auto rows = *snapshot.trades;
  auto without_trades = snapshot;
  without_trades.trades.reset();
  auto compared = domain::reconcile(*state_, without_trades, fresh_);
  std::vector<account_work> works;
  const auto add = [&](domain::state_input input) {
    works.emplace_back(account_input{std::move(input), {}, {}, received, 0, {}});
  };
  add(domain::broker_ledger_input{std::move(rows.rows), snapshot.positions->rows});
  add(domain::catch_up_input{});
  // What was stored knows no catalogue, and rows that agree with it bring none.
  for (const auto& [id, row] : taken.contracts)
    add(domain::contract_input{row});
  for (auto& event : compared.events)
    works.emplace_back(listed_input(std::move(event), taken));
  for (const auto missing : compared.missing_orders)
    self_->send(given_.gateway, look_up_order{given_.account, missing});
  works.emplace_back(snapshot_applied{snapshot.purpose, std::nullopt});
  put_first(std::move(works), received);
  finish();
}

void account_supervisor_state::begin_reconciliation(const snapshot_taken& taken) {
  const auto received = step_->now;
  const auto& snapshot = taken.snapshot;
  auto compared = domain::reconcile(*state_, snapshot, fresh_);
  // What moved was traded: the next poll asks for it (R-G-8).
  if (!compared.differences.empty() && !snapshot.trades)
    trades_due_.next = {};
  for (auto& each : compared.differences) {
    log_.warn("reconciliation.difference", field("kind", each.kind), field("entity", each.entity),
              field("local", each.local), field("broker", each.broker));
    note_discrepancy(std::move(each));
  }
  std::vector<account_work> works;
  for (auto& event : compared.events)
    works.emplace_back(listed_input(std::move(event), taken));
  if (snapshot.positions && snapshot.trades)
    works.emplace_back(account_input{domain::transit_settled_input{}, {}, {}, received, 0, {}});
  // Some rows were too fresh to be compared (R-G-5). One look more for each comparison: an account
  // that never rests must not use up the request budget of its login (R-F-14).
  if (snapshot.purpose != domain::snapshot_purpose::verification) {
    follows_up_ = compared.again && !follows_up_;
    if (follows_up_)
      self_->delayed_send(self_, follow_up_pause, tick_atom_v, ++tick_generation_);
  }
  for (const auto missing : compared.missing_orders)
    self_->send(given_.gateway, look_up_order{given_.account, missing});
  auto applied = snapshot_applied{snapshot.purpose, std::nullopt};
  if (snapshot.is_proof())
    applied.read = domain::account_read{
      std::min(snapshot.positions->begun.monotonic, snapshot.open_orders->begun.monotonic),
      snapshot.positions->rows.empty() && snapshot.open_orders->rows.empty()};
  works.emplace_back(applied);
  put_first(std::move(works), received);
  finish();
}

void account_supervisor_state::begin_applied(const snapshot_applied& applied) {
  around_.last_reconciled = step_->now.wall;
  if (!caught_up_) {
    caught_up_ = true;
    step_->derive = true;
    log_.info("checkpoint.engine_running", field("locks", binding_->locks.all().size()),
              field("missed_resets", missed_resets_),
              field("positions", state_->positions->open().size()), field("ready", around_.merged));
    journal_.append_snapshot(*state_, step_->now.wall);
    note_settings();
    tell_contracts_in_play();
    ask_for_proof();
    self_->send(given_.gateway, account_seen{given_.account});
    step_->releases = true;
    return release();
  }
  const bool is_comparison = applied.purpose != domain::snapshot_purpose::verification;
  if (applied.read) {
    step_->why = *applied.read;
    stop_watch_.answered(applied.read->begun);
    rebuilt_ = true;
    around_.comparing = around_.comparing && !is_comparison;
    if (is_comparison && around_.user_hub_up && !std::exchange(around_.merged, true))
      log_.info("checkpoint.gateway_connected", field("can_trade", state_->can_trade),
                field("hubs", around_.market_hub_up ? "user, market" : "user"),
                field("contracts", in_play_.size()));
  }
  // Even if the broker did not answer: a late look is better than none.
  if (is_comparison && around_.user_hub_up)
    release_parked();
  judge();
}

/// The account was compared with the broker after its stream was opened: what arrived meanwhile is
/// applied now (R-G-2).
void account_supervisor_state::release_parked() {
  if (!parking_)
    return;
  parking_ = false;
  log_.info("account.streaming", field("parked", parked_.size()));
  for (auto& item : parked_)
    queue_.push_back(std::move(item));
  parked_.clear();
}

void account_supervisor_state::note_ledger(const domain::account_state& before) {
  state_->trades.for_each([&](const domain::ledger_row& row) {
    step_->entries.emplace_back(
      domain::stored_trade{row, domain::day_at(given_.settings->reset, row.at).id});
  });
  if (!given_.stored)
    return;
  const auto stored = domain::realized_today(before, *given_.settings);
  const auto listed = domain::realized_today(*state_, *given_.settings);
  const auto gap = stored < listed ? listed - stored : stored - listed;
  if (gap < cent)
    return;
  auto difference = domain::discrepancy{step_->now.wall,
                                        domain::entity_kind::trade,
                                        "realized of " + domain::to_string(state_->day.id),
                                        domain::to_string(stored),
                                        domain::to_string(listed),
                                        "broker wins"};
  raise({domain::alert_code::realized_discrepancy, std::nullopt,
         "stored " + difference.local + ", broker " + difference.broker});
  note_discrepancy(std::move(difference));
}

/// Local state and the broker differed: recorded, and shown (R-G-5).
void account_supervisor_state::note_discrepancy(domain::discrepancy found) {
  step_->entries.emplace_back(domain::audit_of(found, *given_.settings));
  auto& shown = around_.discrepancies;
  if (shown.size() == discrepancies_shown)
    shown.erase(shown.begin());
  shown.push_back(found);
  step_->entries.emplace_back(std::move(found));
}

} // namespace riskd
