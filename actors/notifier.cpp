#include "actors/notifier.hpp"

#include "actors/alert_log.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd {

notifier_actor::behavior_type notifier_state::make_behavior(notifier_assignment assignment) {
  given_ = std::move(assignment);
  return {
    [this](const account_status_changed& change) { on_account(*change.status); },
    [this](const alert_raised& alert) { on_alert(alert); },
    [this](const account_introduced& introduction) { on_introduced(introduction); },
    [this](const daemon_stopping&) { tell(domain::notice_of_stop(given_.clock->now().wall)); },
    [this](const stop_work&) { self_->quit(caf::exit_reason::user_shutdown); },
  };
}

void notifier_state::on_introduced(const account_introduced& introduction) {
  account_of(introduction.account, introduction.who.name).who = introduction.who;
}

void notifier_state::on_account(const domain::account_status& latest) {
  if (!latest.id)
    return;
  auto& known = account_of(*latest.id, latest.name);
  auto found = known.watch.observe(latest, given_.clock->now().wall, known.who);
  domain::journal_batch batch{*latest.id, 0, {}};
  for (auto& each : found.warnings)
    batch.entries.emplace_back(raise(*latest.id, known.who, std::move(each)));
  batch.entries.insert(batch.entries.end(), found.announced.begin(), found.announced.end());
  if (!batch.entries.empty())
    given_.journal->append(std::move(batch));
  for (auto& each : found.notices)
    tell(std::move(each));
}

void notifier_state::on_alert(const alert_raised& alert) {
  domain::told_account who;
  if (alert.account) {
    const auto known = accounts_.find(*alert.account);
    if (known != accounts_.end())
      who = known->second.who;
    else
      who.name = domain::told_name("", alert.account);
  }
  tell(domain::notice_of(alert.alert, alert.at, who));
}

/// Comes back as an alert, which is then told like any other. Returns what belongs into the audit.
domain::audit_entry notifier_state::raise(const domain::account_id& account,
                                          const domain::told_account& who,
                                          domain::alert_record warning) {
  const auto now = given_.clock->now().wall;
  log_alert(given_.log.for_account(account), warning);
  domain::audit_entry entry;
  entry.at = now;
  entry.type = "alert";
  entry.text = "Alert " + std::string{to_string(warning.code)} + ": " + warning.detail + ".";
  entry.data = {{"code", to_string(warning.code)},
                {"severity", to_string(domain::severity_of(warning.code))},
                {"name", who.name}};
  self_->send(given_.board, alert_raised{now, account, std::move(warning)});
  return entry;
}

void notifier_state::tell(domain::notice what) {
  if (given_.port)
    given_.port->tell(std::move(what));
}

notifier_state::known_account& notifier_state::account_of(const domain::account_id& id,
                                                          const std::string& its_name) {
  const auto known = accounts_.find(id);
  if (known != accounts_.end())
    return known->second;
  return accounts_
    .emplace(id, known_account{{domain::told_name(its_name, id), {}},
                               domain::account_watch{given_.warn_at_percent, given_.since,
                                                     given_.announced[id]}})
    .first->second;
}

notifier_actor::behavior_type notifier(notifier_state::self_pointer self,
                                       notifier_assignment assignment) {
  return self->state.make_behavior(std::move(assignment));
}

} // namespace riskd
