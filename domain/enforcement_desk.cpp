#include "domain/enforcement_desk.hpp"

#include "domain/reconciliation.hpp"
#include "domain/unlimited_permission.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

using namespace std::chrono_literals;

/// How often an account under a flatten lock is looked at once it is flat (R-F-17).
constexpr duration sweep_interval = 30s;

/// R-F-11
constexpr duration alarm_after = 5s;
constexpr std::uint32_t alarm_after_failures = 3;
constexpr duration emergency_after = 30s;
constexpr duration emergency_interval = 60s;

/// Unique for ever, because the id is (R-F-15).
std::string tag_of(const command_ticket& ticket, const trading_day& day) {
  auto date = to_string(day.id);
  std::erase(date, '-');
  return "riskd:" + to_string(ticket.account) + ":" + date + ":" + to_string(ticket.id);
}

void wake_at(desk_orders& orders, std::optional<duration> when) {
  if (when && (!orders.wake || *when < *orders.wake))
    orders.wake = when;
}

/// True if the account is what a flatten lock demands, as far as the stream tells.
bool is_flat(const account_state& state) {
  return state.positions->open().empty() && state.orders.live().empty();
}

} // namespace

desk_orders enforcement_desk::act(const enforcement_view& view, const desk_stimulus& why) {
  desk_orders orders;
  const bool shadow = view.settings.mode == account_mode::shadow;
  calls_.set_time(view.now.monotonic);
  calls_.follow(view.state);
  take_in(why, orders);
  follow(memory_, view.state);
  for (const auto& [contract, memory] : memory_.contracts)
    if (memory.outstanding == quantity{})
      calls_.seen_done(contract);
  const auto recorded = unlimited_permission{};
  const auto& permission = shadow ? static_cast<const send_permission&>(recorded) : calls_;
  const auto planned
    = plan(view.state, view.binding, view.settings, view.now.wall, permission, memory_);
  dispatch(planned, view, orders);
  if (!shadow) {
    track(planned, view);
    if (const auto* read = std::get_if<account_read>(&why))
      prove(*read, view, orders);
    escalate(view, orders);
    schedule(view, orders);
  }
  orders.status = status_;
  return orders;
}

bool enforcement_desk::is_busy() const {
  return began_ || memory_.has_outstanding() || memory_.follows_stops() || calls_.has_unresolved();
}

void enforcement_desk::take_in(const desk_stimulus& why, desk_orders& orders) {
  if (const auto* reply = std::get_if<call_ended>(&why))
    take_reply(*reply, orders);
  else if (const auto* read = std::get_if<account_read>(&why))
    take_snapshot(*read);
}

void enforcement_desk::take_reply(const call_ended& reply, desk_orders& orders) {
  const auto effect = calls_.replied(reply.id, reply.outcome);
  if (effect.void_outstanding)
    if (const auto known = memory_.contracts.find(*effect.void_outstanding);
        known != memory_.contracts.end())
      known->second.outstanding = quantity{};
  if (effect.void_modify)
    if (const auto known = memory_.orders.find(*effect.void_modify);
        known != memory_.orders.end()) {
      known->second.commanded_stop.reset();
      known->second.surplus_pending = false;
    }
  if (effect.void_place)
    if (const auto known = memory_.contracts.find(*effect.void_place);
        known != memory_.contracts.end())
      known->second.placed.reset();
  if (effect.read_order)
    orders.read_orders.push_back(*effect.read_order);
  if (effect.alert)
    orders.alerts.push_back({*effect.alert, std::nullopt, reply.detail});
  if (effect.failed) {
    ++failures_;
    ++status_.commands_failed;
  }
}

void enforcement_desk::take_snapshot(const account_read& read) {
  // What a call was to take away and what the snapshot still shows was not taken away (R-F-12).
  for (const auto& contract : calls_.positions_read(read.begun))
    if (const auto known = memory_.contracts.find(contract); known != memory_.contracts.end())
      known->second.outstanding = quantity{};
}

void enforcement_desk::prove(const account_read& read, const enforcement_view& view,
                             desk_orders& orders) {
  const bool contradicts = view.binding.demands_flat() && !read.empty;
  if (!began_ || !settled_ || contradicts) {
    first_agreement_.reset();
    return;
  }
  if (!first_agreement_)
    first_agreement_ = read.begun;
  // Two snapshots agree with each other, or one with what the stream said a while ago.
  const auto since = view.stream_up ? *settled_ : *first_agreement_;
  if (read.begun < since + rest_lag)
    return;
  orders.verified = true;
  proven_flat_ = view.binding.demands_flat();
  status_.active = false;
  status_.verified_flat = view.now.wall;
  began_.reset();
  settled_.reset();
  next_alarm_.reset();
  first_agreement_.reset();
  failures_ = 0;
  alarmed_ = false;
}

void enforcement_desk::dispatch(const enforcement_plan& planned, const enforcement_view& view,
                                desk_orders& orders) {
  orders.directives = planned.directives;
  for (const auto& each : planned.commands) {
    auto ticket = command_ticket{command_id{ids_.next(view.now.wall)},
                                 view.state.id,
                                 each.order,
                                 each.rule,
                                 each.cause,
                                 each.attempt,
                                 {}};
    if (std::holds_alternative<place_stop>(each.order))
      ticket.tag = tag_of(ticket, view.state.day);
    if (view.settings.mode == account_mode::enforce)
      calls_.sent(ticket);
    ++status_.commands_sent;
    orders.commands.push_back(std::move(ticket));
  }
}

void enforcement_desk::track(const enforcement_plan& planned, const enforcement_view& view) {
  const bool working = planned.unsatisfied || memory_.has_outstanding() || calls_.has_unresolved();
  // A lock on an account that is flat already is proven as well.
  const bool flat_unproven = view.binding.demands_flat() && !proven_flat_;
  proven_flat_ = proven_flat_ && view.binding.demands_flat();
  if ((working || flat_unproven) && !began_) {
    began_ = view.now.monotonic;
    last_read_.reset();
    status_ = enforcement_status{true, view.now.wall, status_.commands_sent,
                                 status_.commands_failed, std::nullopt};
  }
  if (!began_)
    return;
  const bool settled = !working && (!view.binding.demands_flat() || is_flat(view.state));
  if (!settled) {
    settled_.reset();
    first_agreement_.reset();
  } else if (!settled_) {
    settled_ = view.now.monotonic;
  }
}

void enforcement_desk::escalate(const enforcement_view& view, desk_orders& orders) {
  if (!began_)
    return;
  const auto now = view.now.monotonic;
  const auto elapsed = now - *began_;
  if (!alarmed_ && (failures_ >= alarm_after_failures || elapsed >= alarm_after)) {
    alarmed_ = true;
    next_alarm_ = *began_ + emergency_after;
    orders.alerts.push_back({alert_code::not_flat, std::nullopt, {}});
  } else if (next_alarm_ && now >= *next_alarm_) {
    next_alarm_ = now + emergency_interval;
    orders.alerts.push_back({alert_code::not_flat_emergency, std::nullopt, {}});
  }
  wake_at(orders, alarmed_ ? next_alarm_ : std::optional{*began_ + alarm_after});
}

void enforcement_desk::schedule(const enforcement_view& view, desk_orders& orders) {
  const auto now = view.now.monotonic;
  wake_at(orders, calls_.next_release());
  auto when = next_read(view);
  if (when && *when <= now) {
    orders.read_account = true;
    last_read_ = now;
    when = next_read(view);
  }
  wake_at(orders, when);
}

std::optional<duration> enforcement_desk::next_read(const enforcement_view& view) const {
  if (!began_) {
    const auto swept = last_read_.value_or(view.now.monotonic);
    return view.binding.demands_flat() ? std::optional{swept + sweep_interval} : std::nullopt;
  }
  // A snapshot that decides something is asked for as soon as it can, whatever the pace.
  auto decisive = calls_.next_snapshot();
  if (!decisive && settled_)
    decisive = *settled_ + rest_lag;
  if (decisive && (!last_read_ || *last_read_ < *decisive))
    return decisive;
  return last_read_ ? *last_read_ + verification_pace(*last_read_ - *began_) : *began_ + rest_lag;
}

duration enforcement_desk::verification_pace(duration elapsed) const {
  if (elapsed < 10s)
    return 1s;
  return elapsed < 60s ? duration{2s} : duration{10s};
}

} // namespace riskd::domain
