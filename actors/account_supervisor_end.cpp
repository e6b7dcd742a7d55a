#include "actors/account_supervisor.hpp"

#include <caf/all.hpp>

#include <utility>

// How an account ends with the daemon (R-G-9).

namespace riskd {

namespace {

using namespace std::chrono_literals;

constexpr domain::duration drain_max = 5s;
constexpr domain::duration flatten_max = 10s;
constexpr domain::duration flatten_pause = 1s;
constexpr domain::duration look_again = 20ms;

} // namespace

void account_supervisor_state::begin_stop() {
  if (drain_until_)
    return;
  const bool flattens = given_.settings->on_shutdown == domain::shutdown_policy::flatten;
  drain_until_ = given_.clock->now().monotonic + drain_max + (flattens ? flatten_max : 0s);
  drain();
}

/// Waits for the answers to calls in flight, and for the account to be flat if that is wanted.
void account_supervisor_state::drain() {
  const auto now = given_.clock->now().monotonic;
  if (is_drained() || now >= *drain_until_)
    return finish_stop();
  const bool may_close = given_.settings->on_shutdown == domain::shutdown_policy::flatten
                         && given_.settings->mode == domain::account_mode::enforce && caught_up_;
  if (may_close && in_flight_.empty()
      && (!flattened_at_ || now - *flattened_at_ >= flatten_pause)) {
    flattened_at_ = now;
    close_without_planning();
    compare_with_broker();
  }
  self_->delayed_send(self_, look_again, drain_atom_v);
}

bool account_supervisor_state::is_drained() const {
  const bool stays_open = given_.settings->on_shutdown == domain::shutdown_policy::flatten
                          && given_.settings->mode == domain::account_mode::enforce && caught_up_
                          && (!state_->positions->open().empty() || !state_->orders.live().empty());
  return in_flight_.empty() && !step_ && !stays_open;
}

void account_supervisor_state::finish_stop() {
  stopping_ = true;
  if (!in_flight_.empty())
    log_.warn("account.calls_unanswered", logging::field("calls", in_flight_.size()));
  journal_.append_snapshot(*state_, given_.clock->now().wall);
  publish_status();
  self_->quit(caf::exit_reason::user_shutdown);
}

} // namespace riskd
