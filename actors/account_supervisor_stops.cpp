#include "actors/account_supervisor.hpp"

#include <caf/all.hpp>

#include <algorithm>

// Stops that nobody announced: orders placed in other front ends are found by reading (R-008-5).

namespace riskd {

namespace {

using namespace std::chrono_literals;

/// Pace of reading while a position has no stop.
constexpr domain::duration look_interval = 5s;

} // namespace

/// Reads at once when a position opens without a stop, and goes on while it has none.
void account_supervisor_state::watch_stops() {
  if (given_.offline || looking_for_stops_ || !caught_up_)
    return;
  const auto& open = state_->positions->open();
  if (std::none_of(open.begin(), open.end(),
                   [](const auto& row) { return row.second.uncovered_since.has_value(); }))
    return;
  looking_for_stops_ = true;
  self_->send(given_.gateway, read_account{given_.account, domain::snapshot_purpose::verification,
                                           std::nullopt, false});
  self_->delayed_send(self_, look_interval, look_atom_v);
}

void account_supervisor_state::look_for_stops() {
  looking_for_stops_ = false;
  if (stopping_)
    return;
  // A close that waited for an answer is judged again, whether or not it came.
  account_input input;
  input.input = domain::clock_input{};
  input.received = given_.clock->now();
  enqueue(std::move(input), given_.clock->now());
}

/// Takes out what must not happen before the open orders were read.
void account_supervisor_state::hold_unconfirmed_closes(domain::rules::judgement& found) {
  if (given_.offline)
    return;
  std::erase_if(found.findings, [this](const domain::rules::finding& x) {
    const auto* breach = std::get_if<domain::rules::found_breach>(&x);
    if (!breach || breach->what.rule != domain::rule_id::no_stop_loss_grace)
      return false;
    const auto* held = state_->positions->find(*breach->what.contract);
    if (!held)
      return false;
    const auto decision = stop_watch_.judge(*held, given_.clock->now().monotonic);
    if (decision == domain::stop_watch::verdict::ask) {
      self_->send(
        given_.gateway,
        read_account{given_.account, domain::snapshot_purpose::verification, std::nullopt, false});
      self_->delayed_send(self_, domain::stop_watch::deadline, look_atom_v);
    }
    return decision != domain::stop_watch::verdict::close;
  });
}

} // namespace riskd
