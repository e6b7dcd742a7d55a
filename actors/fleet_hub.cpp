#include "actors/fleet_hub.hpp"

#include "domain/fleet/fleet_notice.hpp"

#include <caf/all.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// How often it is looked who is silent, and at most how often what changed is published.
constexpr auto look_interval = 500ms;

/// At most how often the state of a daemon is written down.
constexpr domain::duration keep_interval = 5s;

} // namespace

fleet_hub_actor::behavior_type fleet_hub_state::make_behavior(hub_assignment assignment) {
  given_ = std::move(assignment);
  const auto now = given_.clock->now();
  started_ = now.wall;
  alarms_ = std::make_unique<domain::fleet_alarms>(given_.kept, now);
  for (const auto& each : given_.kept.daemons)
    daemons_.emplace(each.name,
                     known_daemon{domain::daemon_watch{each, given_.silent_after}, {}, {}, {}});
  for (const auto& each : given_.expected)
    daemon_of(each);
  given_.kept = {};
  for (const auto& each : given_.accepted_audits)
    accept_audit(each);
  publish();
  self_->delayed_send(self_, look_interval, tick_atom_v, ++tick_generation_);
  return {
    [this](const link_began& report) { begin(report); },
    [this](const link_ended& report) { end(report); },
    [this](const update_arrived& report) { take(report); },
    [this](tick_atom, std::uint64_t generation) { look(generation); },
    [this](const stop_work&) {
      for (auto& [key, each] : daemons_)
        keep(each, given_.clock->now().monotonic, true);
      self_->quit(caf::exit_reason::user_shutdown);
    },
  };
}

fleet_hub_state::known_daemon& fleet_hub_state::daemon_of(const std::string& who) {
  const auto known = daemons_.find(who);
  if (known != daemons_.end())
    return known->second;
  return daemons_
    .emplace(who, known_daemon{domain::daemon_watch{who, given_.silent_after}, {}, {}, {}})
    .first->second;
}

void fleet_hub_state::accept_audit(const std::string& who) {
  const auto known = daemons_.find(who);
  if (known == daemons_.end()) {
    given_.log.warn("fleet.audit_not_accepted", field("daemon", who),
                    field("reason", "no daemon of this name is known or expected"));
    return;
  }
  auto& daemon = known->second;
  const auto before = daemon.watch.audit();
  const auto now = given_.clock->now();
  daemon.watch.accept_audit();
  given_.log.warn("fleet.audit_accepted", field("daemon", who), field("by", given_.accepted_by),
                  field("state", to_string(before.state)), field("remark", before.remark));
  // Written before the alarm ends, so that no alarm is over while the audit is still broken.
  keep(daemon, now.monotonic, true);
  if (const auto over = alarms_->accept_audit(who, given_.accepted_by, now))
    tell(*over);
}

void fleet_hub_state::begin(const link_began& report) {
  auto& daemon = daemon_of(report.daemon);
  if (daemon.link)
    self_->send(daemon.link, refuse_link{"a new link takes its place"});
  daemon.link = report.link;
  daemon.watch.link_up(given_.clock->now());
  self_->send(daemon.link, tell_receipt{daemon.watch.receipt()});
}

void fleet_hub_state::end(const link_ended& report) {
  auto& daemon = daemon_of(report.daemon);
  // One that was replaced says farewell as well.
  if (daemon.link != report.link)
    return;
  daemon.link = nullptr;
  daemon.watch.link_down(given_.clock->now(), report.reason);
}

void fleet_hub_state::take(const update_arrived& report) {
  auto& daemon = daemon_of(report.daemon);
  // Whatever a link that was replaced still had on its way is told again by the new one.
  if (caf::actor_cast<caf::strong_actor_ptr>(daemon.link) != self_->current_sender())
    return;
  const auto now = given_.clock->now();
  const auto before = daemon.watch.audit().state;
  auto news = daemon.watch.take(*report.update, now);
  if (!news) {
    self_->send(daemon.link, refuse_link{news.error().sentence});
    return;
  }
  // A record that breaks the audit must not be on record without that.
  if (daemon.watch.audit().state != before)
    keep(daemon, now.monotonic, true);
  if (!news->kept.records.empty() || !news->kept.stories.empty())
    given_.journal->keep(std::move(news->kept));
  for (auto& each : news->results)
    given_.journal->keep(std::move(each));
  self_->send(daemon.link, tell_receipt{daemon.watch.receipt()});
}

void fleet_hub_state::look(std::uint64_t generation) {
  if (generation != tick_generation_)
    return;
  const auto now = given_.clock->now();
  for (auto& [key, each] : daemons_) {
    each.watch.look(now);
    keep(each, now.monotonic, false);
  }
  publish();
  self_->delayed_send(self_, look_interval, tick_atom_v, ++tick_generation_);
}

void fleet_hub_state::keep(known_daemon& daemon, domain::duration now, bool at_once) {
  auto latest = daemon.watch.status();
  if (latest == daemon.kept || (!at_once && now - daemon.kept_at < keep_interval))
    return;
  daemon.kept = latest;
  daemon.kept_at = now;
  given_.journal->keep(std::move(latest));
}

void fleet_hub_state::publish() {
  const auto now = given_.clock->now();
  auto status = std::make_shared<domain::fleet_status>();
  status->taken = now.wall;
  status->started = started_;
  for (auto& [key, each] : daemons_)
    status->daemons.push_back(each.watch.status());
  const auto changes = alarms_->update(status->daemons, now);
  for (const auto& each : changes)
    tell(each);
  const bool is_same
    = changes.empty() && is_published_ && given_.board->latest()->daemons == status->daemons;
  if (is_same)
    return;
  status->alarms = alarms_->all();
  is_published_ = true;
  given_.board->publish(std::move(status));
}

void fleet_hub_state::tell(const domain::fleet_alarm& alarm) {
  given_.journal->keep(alarm);
  const auto kind = field("kind", to_string(alarm.kind));
  const auto daemon = field("daemon", alarm.daemon);
  if (alarm.ended)
    given_.log.info("fleet.alarm_ended", kind, daemon, field("account", alarm.account));
  else
    given_.log.warn("fleet.alarm_raised", kind, daemon, field("account", alarm.account),
                    field("text", alarm.text));
  if (given_.notifications != nullptr)
    given_.notifications->tell(notice_of(alarm));
}

fleet_hub_actor::behavior_type fleet_hub(fleet_hub_state::self_pointer self,
                                         hub_assignment assignment) {
  return self->state.make_behavior(std::move(assignment));
}

} // namespace riskd
