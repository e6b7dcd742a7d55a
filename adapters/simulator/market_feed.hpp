#pragma once

#include "adapters/simulator/entities.hpp"

#include <optional>
#include <vector>

namespace riskd::simulator {

/// The best prices after a change.
struct best_prices {
  domain::price bid;
  domain::price ask;
};

/// What happens in one contract's market at one instant: first the quote, then the prints.
struct market_update {
  std::optional<best_prices> best;
  std::vector<market_print> prints;
};

/// Where the market of one contract comes from.
class market_feed {
public:
  market_feed() = default;
  market_feed(const market_feed&) = delete;
  market_feed& operator=(const market_feed&) = delete;
  virtual ~market_feed() = default;

  /// When the next update happens; nothing if there are no more.
  [[nodiscard]] virtual std::optional<domain::time_point> next_due() const = 0;

  /// Returns the next update and moves on. @pre `next_due()` is not empty
  /// @param present the quote before the update, which may have been moved from outside
  virtual market_update take(const market_quote& present) = 0;

  /// Shifts everything still to come, after a pause.
  virtual void postpone(domain::duration by) = 0;
};

} // namespace riskd::simulator
