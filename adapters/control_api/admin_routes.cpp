#include "adapters/control_api/admin_routes.hpp"

namespace riskd::control_api {

namespace {

std::string who_is(const peer_identity& peer) {
  return "uid " + std::to_string(peer.user);
}

} // namespace

route_table admin_routes(domain::operator_port& daemon) {
  return {{method::post, "/v1/selftest", role::admin, {}, [&daemon](const call& asked) {
             if (!daemon.prove_rules(who_is(asked.peer)))
               return refuse(503, "not_ready", "the daemon is still starting");
             return answer{202, {{"schema", 1}, {"accepted", true}}, ""};
           }}};
}

} // namespace riskd::control_api
