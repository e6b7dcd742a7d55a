#pragma once

#include "adapters/control_api/routes.hpp"

#include <string_view>

namespace riskd::control_api {

/// docs/openapi.yaml as JSON; the build makes it.
[[nodiscard]] std::string_view openapi_document();

/// `GET /v1/openapi.json` describes every route of the API, for programs; for traders.
[[nodiscard]] route_table openapi_routes();

} // namespace riskd::control_api
