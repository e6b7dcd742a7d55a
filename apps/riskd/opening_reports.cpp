#include "apps/riskd/opening_reports.hpp"

#include <string>

namespace riskd::app {

using logging::field;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& each : words)
    out += (out.empty() ? "" : ", ") + each;
  return out;
}

} // namespace

void report_configuration(const logging::logger& log, const config::configuration& settings) {
  for (const auto& doubt : settings.warnings)
    log.warn("configuration.doubtful", field("problem", to_string(doubt)));
  const auto defaulted = joined(settings.defaulted_keys);
  for (const auto& account : settings.accounts) {
    std::vector<std::string> enabled;
    std::vector<std::string> disabled;
    for (const auto& each : account.rules)
      (each.is_active ? enabled : disabled).emplace_back(domain::to_string(each.id));
    log.info("checkpoint.config_loaded", field("name", account.settings.name),
             field("rules_enabled", joined(enabled)), field("rules_disabled", joined(disabled)),
             field("defaulted_keys", defaulted), field("warnings", settings.warnings.size()));
  }
}

void report_opening(const logging::logger& log, const sqlite::store_opening& opening) {
  log.info("store.opened", field("condition", opening.condition), field("reason", opening.reason));
  for (const auto& file : opening.moved_aside)
    log.critical("store.moved_aside", field("file", file.string()));
  for (const auto& tear : opening.intent_tears)
    log.warn("store.intent_torn", field("reason", tear));
  if (!opening.audit_broken.empty())
    log.critical("store.audit_broken", field("reason", opening.audit_broken));
}

void report_keeping(const logging::logger& log, const configuration_keeper& keeper) {
  for (const auto& fault : keeper.faults())
    log.critical("configuration.not_kept", field("account", fault.account),
                 field("reason", fault.reason));
  for (const auto& account : keeper.accounts())
    for (const auto& each : account.waiting)
      log.warn("configuration.waits", field("account", account.now.settings.name),
               field("key", each.key), field("in_force", each.before), field("file", each.after));
}

std::vector<domain::alert_record> alerts_of(const sqlite::store_opening& opening,
                                            const configuration_keeper& keeper) {
  std::vector<domain::alert_record> alerts;
  if (!opening.reason.empty())
    alerts.push_back({domain::alert_code::store_rebuilt, std::nullopt, opening.reason});
  if (!opening.audit_broken.empty())
    alerts.push_back({domain::alert_code::audit_broken, std::nullopt, opening.audit_broken});
  for (const auto& fault : keeper.faults())
    alerts.push_back({domain::alert_code::account_unresolved, std::nullopt,
                      "the configuration of account " + domain::to_string(fault.account)
                        + " is not gone on with: " + fault.reason});
  return alerts;
}

bool locks_may_be_lost(sqlite::store_condition condition) {
  return condition == sqlite::store_condition::missing
         || condition == sqlite::store_condition::damaged;
}

} // namespace riskd::app
