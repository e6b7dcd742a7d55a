#pragma once

#include "adapters/dashboard/hub_routes.hpp"

namespace riskd::dashboard {

/// `GET`, `POST` and `DELETE /api/session`: whether one is logged in, logging in and out.
[[nodiscard]] std::vector<hub_route> session_routes();

/// Tells somebody who was not admitted why.
[[nodiscard]] reply refuse_login(const login_answer& found);

} // namespace riskd::dashboard
