#pragma once

#include "domain/time.hpp"

#include <cstddef>

namespace riskd::domain {

/// How often the parts of an account are asked for over REST.
struct comparison_pace {
  /// Positions and open orders.
  duration holdings{};
  duration trades{};
  /// The account itself: whether it is still listed and may trade.
  duration row{};

  friend bool operator==(const comparison_pace&, const comparison_pace&) = default;
};

/// While the event stream is down (R-G-7).
[[nodiscard]] comparison_pace polling_pace();

/// Everything at once, every `interval`.
[[nodiscard]] comparison_pace even_pace(duration interval);

/// Stretches a pace until that many accounts of one login leave the greater part of a minute's
/// calls to whatever is more urgent (R-F-14): by the steps 2, 5, 10, 30, 60, 120 s, then doubling.
/// Evenly slow is better than fast for half a minute and blind for the other half. @pre the pace is
/// positive
[[nodiscard]] comparison_pace stretched(const comparison_pace& wanted, std::size_t accounts);

} // namespace riskd::domain
