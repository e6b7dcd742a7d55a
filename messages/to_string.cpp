#include "messages/lifecycle.hpp"

#include <utility>

// How messages look in test output and in the log of unexpected messages: what they are and which
// account or step they concern. Not a format that anything reads.

namespace riskd {

namespace {

std::string with(const char* name, std::string detail) {
  return std::string{name} + "(" + std::move(detail) + ")";
}

std::string with(const char* name, const step_ref& ref) {
  return with(name, to_string(ref));
}

std::string name_of_binding(const binding_order& order) {
  return std::holds_alternative<release_due>(order) ? "release" : "judgement";
}

} // namespace

const char* to_string(child_role x) {
  switch (x) {
    case child_role::state_keeper:
      return "state-keeper";
    case child_role::rule_evaluator:
      return "rule-evaluator";
    case child_role::lockout_timer:
      return "lockout-timer";
    case child_role::enforcer:
      return "enforcer";
  }
  return "unlisted";
}

std::string to_string(const broker_reported& x) {
  return with("broker_reported", std::to_string(x.event.report.index()));
}

std::string to_string(const account_input& x) {
  return with("account_input", std::to_string(x.sequence));
}

std::string to_string(const snapshot_taken& x) {
  return with("snapshot_taken", domain::to_string(x.snapshot.purpose));
}

std::string to_string(const order_looked_up& x) {
  return with("order_looked_up", domain::to_string(x.order));
}

std::string to_string(const command_ended& x) {
  return with("command_ended", domain::to_string(x.reply.outcome));
}

std::string to_string(const link_reported& x) {
  return with("link_reported",
              std::string{domain::to_string(x.change.which)} + (x.change.up ? " up" : " down"));
}

std::string to_string(const journal_reported& x) {
  return with("journal_reported", std::to_string(x.report.index()));
}

std::string to_string(const clock_stepped& x) {
  return with("clock_stepped", std::to_string(x.by.count()) + "us");
}

std::string to_string(const step_ref& x) {
  return std::to_string(x.epoch) + "/" + std::to_string(x.step);
}

std::string to_string(const fold_input& x) {
  return with("fold_input", x.ref);
}

std::string to_string(const input_folded& x) {
  return with("input_folded", x.ref);
}

std::string to_string(const judge_step& x) {
  return with("judge_step", x.ref);
}

std::string to_string(const step_judged& x) {
  return with("step_judged",
              to_string(x.ref) + ", " + std::to_string(x.found.findings.size()) + " findings");
}

std::string to_string(const prove_rules& x) {
  return with("prove_rules", domain::to_string(x.now));
}

std::string to_string(const rules_proven& x) {
  return with("rules_proven", std::to_string(x.proofs.size()) + " rules");
}

std::string to_string(const self_test_wanted& x) {
  return with("self_test_wanted", x.by);
}

std::string to_string(const comparison_wanted& x) {
  return with("comparison_wanted", x.by);
}

std::string to_string(const follow_settings& x) {
  return with("follow_settings", x.plan.now ? x.plan.now->config_hash : std::string{});
}

std::string to_string(const configuration_reloaded& x) {
  return with("configuration_reloaded", x.config_hash);
}

std::string to_string(const guard_account& x) {
  return with("guard_account", x.plan.now ? x.plan.now->name : std::string{});
}

std::string to_string(const bind_step& x) {
  return with("bind_step", to_string(x.ref) + ", " + name_of_binding(x.order));
}

std::string to_string(const step_bound& x) {
  return with("step_bound", x.ref);
}

std::string to_string(const watch_deadline& x) {
  return with("watch_deadline", domain::to_string(x.instant));
}

std::string to_string(const deadline_reached& x) {
  return with("deadline_reached", std::to_string(x.epoch));
}

std::string to_string(const enforce_step& x) {
  return with("enforce_step", x.ref);
}

std::string to_string(const step_enforced& x) {
  return with("step_enforced",
              to_string(x.ref) + ", " + std::to_string(x.orders.commands.size()) + " commands");
}

std::string to_string(const child_failed& x) {
  return with("child_failed",
              std::string{to_string(x.role)} + " " + to_string(x.ref) + ": " + x.reason);
}

std::string to_string(const send_command& x) {
  return with("send_command", std::string{domain::name_of(x.ticket.order)} + " "
                                + domain::to_string(domain::contract_of(x.ticket.order)));
}

std::string to_string(const command_ahead& x) {
  return with("command_ahead", domain::to_string(x.account));
}

std::string to_string(const read_account& x) {
  return with("read_account", domain::to_string(x.account) + ", " + domain::to_string(x.purpose));
}

std::string to_string(const look_up_order& x) {
  return with("look_up_order", domain::to_string(x.order));
}

std::string to_string(const contracts_in_play& x) {
  return with("contracts_in_play", std::to_string(x.contracts.size()));
}

std::string to_string(const account_seen& x) {
  return with("account_seen", domain::to_string(x.account));
}

std::string to_string(const account_status_changed& x) {
  return with("account_status_changed", x.status ? x.status->name : std::string{});
}

std::string to_string(const account_unguarded& x) {
  return with("account_unguarded", domain::to_string(x.account));
}

std::string to_string(const gateway_status_changed& x) {
  return with("gateway_status_changed", x.status ? x.status->name : std::string{});
}

std::string to_string(const storage_status_changed& x) {
  return with("storage_status_changed", x.status.writable ? "writable" : "not writable");
}

std::string to_string(const alert_raised& x) {
  return with("alert_raised", domain::to_string(x.alert.code));
}

std::string to_string(const daemon_stopping&) {
  return "daemon_stopping";
}

std::string to_string(const deliveries_changed& x) {
  return with("deliveries_changed", std::to_string(x.status ? x.status->channels.size() : 0));
}

std::string to_string(const account_introduced& x) {
  return with("account_introduced", x.who.name);
}

std::string to_string(const account_resolved& x) {
  return with("account_resolved", domain::to_string(x.row.id));
}

std::string to_string(const accounts_listed& x) {
  return with("accounts_listed", std::to_string(x.gateway));
}

std::string to_string(const register_account& x) {
  return with("register_account", domain::to_string(x.account));
}

std::string to_string(const gateway_replaced&) {
  return "gateway_replaced";
}

std::string to_string(const notifier_replaced&) {
  return "notifier_replaced";
}

std::string to_string(const standing_changed& x) {
  return with("standing_changed", domain::to_string(x.account));
}

std::string to_string(const stop_work& x) {
  return with("stop_work", std::to_string(x.grace.count()) + "us");
}

} // namespace riskd
