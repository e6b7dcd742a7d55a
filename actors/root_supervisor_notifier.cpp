#include "actors/death_series.hpp"
#include "actors/root_supervisor.hpp"

#include <caf/all.hpp>

#include <utility>

// The notifier is the one actor of the root that everything else can do without.

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// What may have happened while there was no notifier.
constexpr domain::duration untold_max = 10s;

} // namespace

/// Without somebody to tell and limits to announce there is nothing to decide.
bool root_supervisor_state::needs_notifier() const {
  return plan_.notifications != nullptr || !plan_.warn_at_percent.empty();
}

void root_supervisor_state::spawn_notifier(domain::time_point since) {
  notifier_assignment assignment;
  assignment.log = plan_.log;
  assignment.clock = plan_.clock;
  assignment.journal = plan_.journal;
  assignment.port = plan_.notifications;
  assignment.board = caf::actor_cast<status_listener_actor>(board_);
  assignment.warn_at_percent = plan_.warn_at_percent;
  for (const auto& each : plan_.stored)
    assignment.announced[each.account] = each.announced;
  assignment.since = since;
  notifier_.actor = spawn_actor<caf::linked>(*self_, plan_.log, notifier, std::move(assignment));
  notifier_.up = true;
  self_->send(board_, notifier_replaced{caf::actor_cast<notice_listener_actor>(notifier_.actor)});
  for (const auto& [id, entry] : accounts_)
    if (entry.settings)
      introduce(id, entry);
}

void root_supervisor_state::introduce(domain::account_id id, const account_entry& entry) {
  if (!notifier_.up)
    return;
  const auto told = domain::told_name(entry.row.name.value_or(entry.settings->name), id);
  self_->send(notifier_.actor, account_introduced{id, {told, entry.settings->reset.zone}});
}

/// Nobody is told anything until the next one is there; nothing else changes.
void root_supervisor_state::on_notifier_died(const caf::error& reason) {
  notifier_.up = false;
  if (stopping_)
    return;
  const auto pause = pause_after_death(notifier_, plan_.clock->now().monotonic);
  plan_.log.critical("supervision.notifier_died", field("reason", caf::to_string(reason)),
                     field("deaths", notifier_.deaths));
  self_->delayed_send(self_, pause, restart_atom_v);
}

/// It knows what was told before this run, so that what was told in it may be told once more.
void root_supervisor_state::replace_notifier() {
  if (!needs_notifier() || notifier_.up)
    return;
  const auto now = plan_.clock->now();
  if (notifier_.replace_at <= now.monotonic)
    spawn_notifier(now.wall - untold_max);
  else
    self_->delayed_send(self_, notifier_.replace_at - now.monotonic, restart_atom_v);
}

} // namespace riskd
