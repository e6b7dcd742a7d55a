#include "domain/fleet/fleet_alarms.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace riskd::domain {

namespace {

std::string lasting(duration x) {
  return "for " + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(x).count())
         + " s";
}

/// Whether something that is no longer found is known to have ended.
bool can_be_over(fleet_alarm_kind what, daemon_standing daemon) {
  switch (what) {
    case fleet_alarm_kind::daemon_silent:
      return true;
    case fleet_alarm_kind::audit_broken:
      return false;
    case fleet_alarm_kind::riskd_unreachable:
    case fleet_alarm_kind::account_unprotected:
    case fleet_alarm_kind::account_locked:
      break;
  }
  return daemon == daemon_standing::live;
}

std::string unreachable_text(const fleet_daemon& daemon, duration since) {
  const auto text = "riskd of " + daemon.name + " has not answered " + lasting(since);
  return daemon.remark.empty() ? text : text + ": " + daemon.remark;
}

} // namespace

/// One look at all daemons.
class fleet_alarms::look {
public:
  look(fleet_alarms& alarms, const clock_reading& now, std::vector<fleet_alarm>& changes)
    : alarms_(alarms), now_(now), changes_(changes) {
  }

  void at(const fleet_daemon& daemon) {
    keep_what_is_not_over(daemon);
    at_link(daemon);
    if (daemon.audit.state == chain_state::broken)
      found({daemon.name, "", fleet_alarm_kind::audit_broken}, {now_.monotonic, duration{0}},
            "the audit of " + daemon.name + " is broken: " + daemon.audit.remark);
    if (daemon.standing != daemon_standing::live)
      return;
    for (const auto& each : daemon.accounts)
      at_account(daemon.name, each.what);
  }

private:
  struct term {
    duration since{};
    duration delay{};
  };

  void at_link(const fleet_daemon& daemon) {
    const auto word = alarms_.word_of(daemon, now_);
    const auto& pace = alarms_.pace_;
    if (daemon.standing == daemon_standing::silent || daemon.standing == daemon_standing::never)
      found({daemon.name, "", fleet_alarm_kind::daemon_silent}, {word, pace.silent},
            daemon.name + " has been silent " + lasting(pace.silent));
    if (daemon.standing == daemon_standing::unreachable)
      found({daemon.name, "", fleet_alarm_kind::riskd_unreachable},
            {now_.monotonic, pace.unreachable}, unreachable_text(daemon, pace.unreachable));
  }

  void at_account(const std::string& daemon, const account_report& account) {
    const auto& pace = alarms_.pace_;
    const auto full_name = account.name + " of " + daemon;
    if (account.state == protection::unprotected)
      found({daemon, account.name, fleet_alarm_kind::account_unprotected},
            {now_.monotonic, pace.unprotected},
            full_name + " has been " + to_string(account.state) + " " + lasting(pace.unprotected));
    if (account.is_locked)
      found({daemon, account.name, fleet_alarm_kind::account_locked}, {now_.monotonic, duration{0}},
            full_name + " is locked");
  }

  void keep_what_is_not_over(const fleet_daemon& daemon) {
    const auto first = alarms_.conditions_.lower_bound(subject{daemon.name, "", {}});
    for (auto each = first; each != alarms_.conditions_.end() && each->first.daemon == daemon.name;
         ++each)
      if (each->second.alarm && !can_be_over(each->first.kind, daemon.standing))
        each->second.found = alarms_.looks_;
  }

  void found(const subject& what, const term& lasts, std::string text) {
    const condition begun{lasts.since, std::nullopt, 0};
    auto& known = alarms_.conditions_.try_emplace(what, begun).first->second;
    known.found = alarms_.looks_;
    if (known.alarm || now_.monotonic - known.since < lasts.delay)
      return;
    auto& raised = known.alarm.emplace();
    raised.id = ++alarms_.last_id_;
    raised.kind = what.kind;
    raised.daemon = what.daemon;
    raised.account = what.account;
    raised.raised = now_.wall;
    raised.text = std::move(text);
    changes_.push_back(*known.alarm);
  }

  fleet_alarms& alarms_;
  const clock_reading& now_;
  std::vector<fleet_alarm>& changes_;
};

fleet_alarms::fleet_alarms(const kept_fleet& kept, const clock_reading& started,
                           fleet_alarm_pace pace)
  : pace_(pace), started_(started.monotonic), last_id_(kept.last_alarm) {
  for (const auto& each : kept.alarms) {
    last_id_ = std::max(last_id_, each.id);
    if (each.ended)
      ended_.push_back(each);
    else
      conditions_[{each.daemon, each.account, each.kind}].alarm = each;
  }
  std::sort(ended_.begin(), ended_.end(), [](const fleet_alarm& a, const fleet_alarm& b) {
    return std::pair{a.ended, a.id} < std::pair{b.ended, b.id};
  });
  while (ended_.size() > ended_max)
    ended_.pop_front();
}

std::vector<fleet_alarm>
fleet_alarms::update(const std::vector<std::shared_ptr<const fleet_daemon>>& daemons,
                     const clock_reading& now) {
  ++looks_;
  std::vector<fleet_alarm> changes;
  look one(*this, now, changes);
  for (const auto& each : daemons)
    one.at(*each);
  end_what_is_over(now, changes);
  std::erase_if(words_, [&](const auto& row) { return row.second.found != looks_; });
  return changes;
}

std::optional<fleet_alarm> fleet_alarms::accept_audit(const std::string& daemon,
                                                      const std::string& who,
                                                      const clock_reading& now) {
  const auto known = conditions_.find(subject{daemon, "", fleet_alarm_kind::audit_broken});
  if (known == conditions_.end() || !known->second.alarm)
    return std::nullopt;
  auto alarm = *known->second.alarm;
  conditions_.erase(known);
  alarm.text += " (accepted by " + who + ")";
  return end(std::move(alarm), now);
}

std::vector<fleet_alarm> fleet_alarms::all() const {
  std::vector<fleet_alarm> out(ended_.begin(), ended_.end());
  for (const auto& each : conditions_)
    if (each.second.alarm)
      out.push_back(*each.second.alarm);
  std::sort(out.begin(), out.end(),
            [](const fleet_alarm& a, const fleet_alarm& b) { return a.id > b.id; });
  return out;
}

void fleet_alarms::end_what_is_over(const clock_reading& now, std::vector<fleet_alarm>& changes) {
  for (auto each = conditions_.begin(); each != conditions_.end();) {
    if (each->second.found == looks_) {
      ++each;
      continue;
    }
    if (each->second.alarm)
      changes.push_back(end(*each->second.alarm, now));
    each = conditions_.erase(each);
  }
}

fleet_alarm fleet_alarms::end(fleet_alarm alarm, const clock_reading& now) {
  alarm.ended = now.wall;
  ended_.push_back(alarm);
  if (ended_.size() > ended_max)
    ended_.pop_front();
  return alarm;
}

/// The age of a word is told by the wall clock, which may be set meanwhile; it came no earlier than
/// the word before it and no later than now.
duration fleet_alarms::word_of(const fleet_daemon& daemon, const clock_reading& now) {
  auto& known = words_.try_emplace(daemon.name, last_word{std::nullopt, started_, 0}).first->second;
  known.found = looks_;
  if (daemon.last_heard && daemon.last_heard != known.wall) {
    const auto then = now.monotonic - (now.wall - *daemon.last_heard);
    known.wall = daemon.last_heard;
    known.monotonic = std::clamp(then, known.monotonic, now.monotonic);
  }
  return known.monotonic;
}

} // namespace riskd::domain
