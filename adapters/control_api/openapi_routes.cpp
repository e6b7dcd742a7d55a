#include "adapters/control_api/openapi_routes.hpp"

namespace riskd::control_api {

route_table openapi_routes() {
  return {{method::get, "/v1/openapi.json", role::trader, {}, [](const call&) {
             return answer{200, {}, "", std::string{openapi_document()}, "application/json"};
           }}};
}

} // namespace riskd::control_api
