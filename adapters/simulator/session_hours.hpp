#pragma once

#include "domain/time.hpp"
#include "domain/time_zone.hpp"

namespace riskd::simulator {

/// The exchange's week, without holidays, in the exchange's local time (`projectx-gateway.md` 8 and
/// 9.8): the market is open from Sunday 17:00 to Friday 16:00 with a break from 16:00 to 17:00; the
/// platform lets accounts trade until 15:10 of each day only and flattens them then.
class session_hours {
public:
  /// @param local the exchange's zone, `America/Chicago`
  explicit session_hours(domain::time_zone local) : zone_(std::move(local)) {
  }

  [[nodiscard]] bool is_market_open(domain::time_point at) const;

  /// True if accounts may trade.
  [[nodiscard]] bool is_trading_open(domain::time_point at) const;

  /// The next instant after `at` at which one of the answers may change.
  [[nodiscard]] domain::time_point next_edge(domain::time_point at) const;

private:
  [[nodiscard]] bool is_within(domain::time_point at, std::chrono::minutes end_of_day) const;

  domain::time_zone zone_;
};

} // namespace riskd::simulator
