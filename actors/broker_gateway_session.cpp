#include "actors/alert_log.hpp"
#include "actors/broker_gateway.hpp"
#include "actors/status_pace.hpp"
#include "domain/daemon_report.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

// The links to the broker, the login session, and what is asked again until it is known.

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// How often what is still unknown is asked for again.
constexpr domain::duration tick_interval = 1s;

/// R-E-20, R-G-1: contracts without a row and accounts without a match.
constexpr domain::duration repeat_interval = 60s;

/// R-G-7
constexpr domain::duration blind_interval = 30s;

/// A login that fails for the same reason as before is tried again every few seconds, which would
/// push every other alert out of sight.
constexpr domain::duration repeated_failure_interval = 60s;

std::int64_t whole_seconds(domain::duration x) {
  return std::chrono::ceil<std::chrono::seconds>(x).count();
}

/// What an operator reads in place of a session, and what helps.
std::string describe(const domain::session_lost& lost) {
  const auto again = "; tried again every " + std::to_string(whole_seconds(lost.pause)) + " s";
  switch (lost.why) {
    case domain::session_end::login_unanswered:
      return "the login is not answered (" + lost.reason + "): look at the network" + again;
    case domain::session_end::login_refused:
      return "the login is refused (" + lost.reason
             + "): correct user name and API key, then start riskd anew" + again;
    case domain::session_end::logged_out:
      return "the broker ended the session; logging in again";
    case domain::session_end::conflict:
      return "somebody else uses this login: end the other program; next login in "
             + std::to_string(whole_seconds(lost.pause)) + " s";
  }
  return lost.reason;
}

} // namespace

domain::link_status& broker_gateway_state::link_of(domain::link which) {
  return *std::find_if(status_.links.begin(), status_.links.end(),
                       [which](const domain::link_status& x) { return x.which == which; });
}

void broker_gateway_state::on_link(const domain::link_changed& change,
                                   const domain::clock_reading& received) {
  take_down(change, received.wall);
  auto& link = link_of(change.which);
  const bool was_up = std::exchange(link.up, change.up);
  link.last_record = received.wall;
  link.remark = change.up ? given_.remark : change.reason;
  given_.log.info("gateway.link", field("gateway", given_.name), field("link", change.which),
                  field("up", change.up), field("reason", change.reason));
  // R-E-23: coming up for the first time is not a restoration.
  if (was_up && !change.up) {
    ++status_.reconnects;
    raise({domain::alert_code::connection_lost, std::nullopt,
           std::string{domain::to_string(change.which)} + ": " + change.reason});
  } else if (!was_up && change.up && status_.reconnects > 0) {
    raise({domain::alert_code::connection_restored, std::nullopt, domain::to_string(change.which)});
  }
  for (auto& [id, account] : accounts_)
    self_->send(account.listener, link_reported{change, received});
  mark_status_dirty();
}

void broker_gateway_state::on_alive(const domain::link_alive& alive,
                                    const domain::clock_reading& received) {
  link_of(alive.which).last_record = received.wall;
  mark_status_dirty();
}

void broker_gateway_state::on_session_opened(const domain::session_opened& opened,
                                             const domain::clock_reading& received) {
  status_.logged_in = true;
  status_.login_remark.clear();
  failed_login_.clear();
  status_.token_expires = opened.token_expires;
  given_.log.info("gateway.session_opened", field("gateway", given_.name),
                  field("token_expires", opened.token_expires));
  if (opened.broker_time)
    follow_clock(*opened.broker_time, received);
  ask_for_accounts();
  if (!catalogue_known_)
    ask(domain::catalogue_query{}, domain::query_priority::reconciliation);
  mark_status_dirty();
}

/// While the clocks disagree the broker's governs (R-L-12).
void broker_gateway_state::follow_clock(domain::time_point broker,
                                        const domain::clock_reading& received) {
  const auto before = given_.clock->correction();
  const auto ahead = given_.clock->follow(broker, received);
  const auto correction = given_.clock->correction();
  const bool agrees = correction == domain::duration{0};
  clock_lag_ = agrees ? std::max(-ahead, domain::duration{0}) : domain::duration{0};
  if (!agrees)
    raise({domain::alert_code::clock_skew, std::nullopt,
           "the local clock is off by " + std::to_string(-ahead.count() / 1'000'000)
             + " s; the broker's time governs"});
  if (correction != before)
    self_->send(given_.clock_listener, clock_stepped{correction - before, true});
  look_at_clock();
}

/// The correction comes and goes with the local clock, also between two looks at the broker's.
void broker_gateway_state::look_at_clock() {
  constexpr domain::duration noticeable = 1s;
  const auto correction = given_.clock->correction();
  const auto change = correction - status_.clock_correction;
  if (change < noticeable && change > -noticeable)
    return;
  status_.clock_correction = correction;
  mark_status_dirty();
}

void broker_gateway_state::on_session_lost(const domain::session_lost& lost,
                                           const domain::clock_reading& received) {
  status_.logged_in = false;
  status_.login_remark = describe(lost);
  given_.log.warn("gateway.session_lost", field("gateway", given_.name),
                  field("reason", lost.reason), field("why", lost.why),
                  field("pause_us", lost.pause));
  switch (lost.why) {
    case domain::session_end::login_unanswered:
    case domain::session_end::login_refused:
      tell_of_failed_login(received.monotonic);
      break;
    case domain::session_end::conflict:
      raise({domain::alert_code::session_conflict, std::nullopt, status_.login_remark});
      break;
    case domain::session_end::logged_out:
      break;
  }
  mark_status_dirty();
}

void broker_gateway_state::tell_of_failed_login(domain::duration now) {
  if (failed_login_ == status_.login_remark && now - failed_login_told_ < repeated_failure_interval)
    return;
  failed_login_ = status_.login_remark;
  failed_login_told_ = now;
  raise({domain::alert_code::auth_failed, std::nullopt, failed_login_});
}

/// Also at a start at which nothing was ever reached (R-G-7).
void broker_gateway_state::tell_if_blind(domain::duration now) {
  if (!domain::is_blind(status_)) {
    last_blind_.reset();
    return;
  }
  // Links that never were up may come at any moment; one that was lost is missed at once.
  if (!last_blind_ && status_.reconnects == 0)
    last_blind_ = now;
  if (last_blind_ && now - *last_blind_ < blind_interval)
    return;
  last_blind_ = now;
  raise({domain::alert_code::blind, std::nullopt, "no link to the broker works"});
}

bool broker_gateway_state::is_recorded() {
  return recorder_.is_recording([this] {
    const auto now = given_.clock->now().wall;
    for (const auto& [id, row] : catalogue_)
      recorder_.take_down(row, now);
  });
}

void broker_gateway_state::on_tick(std::uint64_t generation) {
  if (generation != tick_generation_)
    return;
  is_recorded();
  const auto now = given_.clock->now().monotonic;
  if (now - last_resolution_ >= repeat_interval)
    ask_for_accounts();
  if (!unknown_contracts_.empty() && now - last_repeat_ >= repeat_interval) {
    last_repeat_ = now;
    for (const auto& contract : unknown_contracts_) {
      raise({domain::alert_code::unknown_contract, contract, {}});
      ask(domain::contract_query{contract}, domain::query_priority::reconciliation);
    }
  }
  tell_if_blind(now);
  look_at_clock();
  schedule_tick();
}

void broker_gateway_state::schedule_tick() {
  self_->delayed_send(self_, tick_interval, tick_atom_v, ++tick_generation_);
}

void broker_gateway_state::raise(domain::alert_record alert,
                                 std::optional<domain::account_id> account) {
  log_alert(given_.log, alert);
  self_->send(given_.board, alert_raised{given_.clock->now().wall, account, std::move(alert)});
}

void broker_gateway_state::mark_status_dirty() {
  if (!std::exchange(status_due_, true))
    self_->delayed_send(self_, status_interval, publish_atom_v);
}

void broker_gateway_state::publish_status() {
  status_due_ = false;
  status_.unknown_contracts = {unknown_contracts_.begin(), unknown_contracts_.end()};
  self_->send(given_.board,
              gateway_status_changed{std::make_shared<const domain::gateway_status>(status_)});
}

} // namespace riskd
