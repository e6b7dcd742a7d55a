#include "domain/daemon_report.hpp"

#include <algorithm>

namespace riskd::domain {

namespace {

std::string describe(link which) {
  return which == link::rest ? "the REST interface" : std::string{to_string(which)} + " hub";
}

void note_gateway(daemon_status& status, const gateway_status& gateway) {
  const auto because = [&](const std::string& what) {
    status.reasons.push_back("gateway " + gateway.name + ": " + what);
  };
  if (!gateway.logged_in)
    because(gateway.login_remark.empty() ? "not logged in" : gateway.login_remark);
  if (is_blind(gateway))
    because("no link to the broker works, nothing is seen; locks stay as they are");
  else
    for (const auto& each : gateway.links)
      if (!each.up)
        because(describe(each.which) + " is down");
  for (const auto& name : gateway.unresolved_accounts)
    because("account " + name + " was not found");
  for (const auto& contract : gateway.unknown_contracts)
    because("contract " + to_string(contract) + " is unknown, its open result is not counted");
}

} // namespace

bool is_blind(const gateway_status& gateway) {
  return !gateway.links.empty()
         && std::none_of(gateway.links.begin(), gateway.links.end(),
                         [](const link_status& x) { return x.up; });
}

account_status describe_unresolved(const account_settings& settings) {
  account_status out;
  out.name = settings.name.empty() ? to_string(*settings.id) : settings.name;
  out.id = settings.id;
  out.mode = settings.mode;
  out.state = protection::unprotected;
  out.reasons = {"not found at the broker yet"};
  out.config_hash = settings.config_hash;
  for (const auto& rule : settings.rules.all()) {
    rule_status row;
    row.rule = rules::id_of(rule);
    row.enabled = true;
    out.rules.push_back(row);
  }
  return out;
}

void judge_readiness(daemon_status& status, bool stopping) {
  const bool was_ready
    = status.phase == daemon_phase::ready || status.phase == daemon_phase::degraded;
  status.reasons.clear();
  for (const auto& gateway : status.gateways)
    note_gateway(status, gateway);
  for (const auto& account : status.accounts)
    if (account.state != protection::protected_ && account.state != protection::shadow)
      status.reasons.push_back("account " + account.name + " is " + to_string(account.state));
  if (!status.storage.writable)
    status.reasons.push_back("the store cannot be written: " + status.storage.remark);
  if (status.gateways.empty())
    status.reasons.emplace_back("no gateway has reported yet");
  if (stopping)
    status.phase = daemon_phase::stopping;
  else if (status.reasons.empty())
    status.phase = daemon_phase::ready;
  else
    status.phase = was_ready ? daemon_phase::degraded : daemon_phase::starting;
}

} // namespace riskd::domain
