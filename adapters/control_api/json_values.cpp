#include "adapters/control_api/json_values.hpp"

#include "adapters/control_api/readiness.hpp"

namespace riskd::control_api {

json age_or_null(const std::optional<domain::time_point>& then, domain::time_point now) {
  return then ? json(seconds_since(*then, now)) : json(nullptr);
}

json remaining_or_null(const std::optional<domain::time_point>& end, domain::time_point now) {
  return end ? json(seconds_until(*end, now)) : json(nullptr);
}

} // namespace riskd::control_api
