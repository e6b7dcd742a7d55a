#include "adapters/control_api/shutdown_routes.hpp"

namespace riskd::control_api {

route_table shutdown_routes(shutdown_service& service) {
  return {{method::post, "/v1/shutdown", role::admin, {}, [&service](const call& asked) {
             service.shut_down("uid " + std::to_string(asked.peer.user));
             return answer{202, {{"schema", 1}, {"accepted", true}}, ""};
           }}};
}

} // namespace riskd::control_api
