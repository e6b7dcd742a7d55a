#pragma once

#include "adapters/control_api/routes.hpp"
#include "domain/ids.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/session_hours.hpp"
#include "domain/trading_day.hpp"

#include <optional>
#include <string>
#include <vector>

namespace riskd::control_api {

/// When an account may trade and when its day ends.
struct account_hours {
  std::string name;
  std::optional<domain::account_id> id;
  domain::reset_rule reset;
  /// Empty if RULE-009 is off: the account may trade at any time.
  std::optional<domain::session_hours> session;
  domain::trading_calendar calendar;
};

/// Whoever knows the hours of the accounts. Calls are thread-safe and wait for no actor.
class hours_service {
public:
  hours_service() = default;
  hours_service(const hours_service&) = delete;
  hours_service& operator=(const hours_service&) = delete;
  virtual ~hours_service() = default;

  /// Of every account that is guarded.
  [[nodiscard]] virtual std::vector<account_hours> hours() = 0;
};

/// `GET /v1/hours` tells for each account whether its session is open, when that changes, when its
/// day ends, and the sessions, holidays and early closes of the next days (RULE-009); for traders.
/// @pre `service` and `clock` outlive the table
[[nodiscard]] route_table hours_routes(hours_service& service, const domain::wall_clock& clock);

} // namespace riskd::control_api
