#include "adapters/control_api/diagnosis_routes.hpp"

namespace riskd::control_api {

route_table diagnosis_routes(diagnosis_service& service) {
  return {{method::post,
           "/v1/diagnose",
           role::trader,
           {},
           [&service](const call&) {
             service.start();
             return answer{202, {{"schema", 1}, {"accepted", true}}, ""};
           }},
          {method::get, "/v1/diagnose", role::trader, {}, [&service](const call&) {
             const auto found = service.latest();
             return answer{200, diagnosis_json(found.gateways, found.is_over), ""};
           }}};
}

} // namespace riskd::control_api
