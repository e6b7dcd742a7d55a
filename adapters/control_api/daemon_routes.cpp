#include "adapters/control_api/daemon_routes.hpp"

#include "adapters/control_api/configuration_json.hpp"

#include <algorithm>

namespace riskd::control_api {

namespace {

std::string who_is(const peer_identity& peer) {
  return "uid " + std::to_string(peer.user);
}

answer not_ready() {
  return refuse(503, "not_ready", "the daemon is still starting");
}

/// A request that is passed on; the status shows what comes of it.
route passed_on(domain::operator_port& daemon, const char* path,
                bool (domain::operator_port::*request)(const std::string&)) {
  return {method::post, path, role::admin, {}, [&daemon, request](const call& asked) {
            if (!(daemon.*request)(who_is(asked.peer)))
              return not_ready();
            return answer{202, {{"schema", 1}, {"accepted", true}}, ""};
          }};
}

route reload(domain::operator_port& daemon) {
  return {method::post, "/v1/config/reload", role::admin, {}, [&daemon](const call& asked) {
            const auto report = daemon.reload_configuration(who_is(asked.peer));
            if (!report)
              return not_ready();
            return answer{report->problems.empty() ? 200U : 422U, reload_json(*report), ""};
          }};
}

route rules(domain::operator_port& daemon) {
  return {method::get, "/v1/rules", role::trader, {"account"}, [&daemon](const call& asked) {
            auto accounts = daemon.configurations();
            const auto* wanted = asked.find("account");
            if (!wanted)
              return answer{200, rules_json(accounts), ""};
            std::erase_if(accounts, [&](const domain::configuration_of_account& x) {
              return x.name != *wanted && (!x.id || domain::to_string(*x.id) != *wanted);
            });
            if (accounts.empty())
              return refuse(404, "not_found",
                            "there is no account with the name or id '" + *wanted + "'");
            return answer{200, rules_json(accounts), ""};
          }};
}

} // namespace

route_table daemon_routes(domain::operator_port& daemon) {
  return {passed_on(daemon, "/v1/selftest", &domain::operator_port::prove_rules),
          passed_on(daemon, "/v1/reconcile", &domain::operator_port::compare_with_broker),
          reload(daemon), rules(daemon)};
}

} // namespace riskd::control_api
