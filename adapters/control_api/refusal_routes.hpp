#pragma once

#include "adapters/control_api/routes.hpp"

#include <cstddef>
#include <string>

namespace riskd::control_api {

/// Whoever puts refusals on record. Calls are thread-safe.
class refusal_service {
public:
  refusal_service() = default;
  refusal_service(const refusal_service&) = delete;
  refusal_service& operator=(const refusal_service&) = delete;
  virtual ~refusal_service() = default;

  /// @param by Who was refused.
  /// @param what What was asked for, printable and short.
  virtual void note_refusal(const std::string& by, const std::string& what) = 0;
};

/// Characters of a word that a client may report.
constexpr std::size_t refused_word_max = 40;

/// `POST /v1/refusals?word=unlock` reports that a client refused its user a word that nobody may
/// ask for (R-O-2, A-39); for traders.
/// @pre `service` outlives the table
[[nodiscard]] route_table refusal_routes(refusal_service& service);

/// Tells the service of requests that were refused for want of a role.
/// @pre `service` outlives the listener
[[nodiscard]] refusal_listener note_refusals(refusal_service& service);

} // namespace riskd::control_api
