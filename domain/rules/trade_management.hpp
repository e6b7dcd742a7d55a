#pragma once

#include "domain/rules/verdict.hpp"

#include <cstdint>
#include <optional>

namespace riskd::domain::rules {

/// RULE-012: protective stops are placed and tightened, never loosened.
struct trade_management {
  static constexpr rule_id id = rule_id::trade_management;

  /// Moves the stop to the entry once the position is ahead. Lengths in ticks.
  struct breakeven {
    std::int64_t profit_threshold_ticks = 4;
    std::int64_t offset_ticks = 1;

    friend bool operator==(const breakeven&, const breakeven&) = default;
  };

  /// Lets the stop follow the best mark.
  struct trailing {
    std::int64_t activation_profit_ticks = 8;
    std::int64_t trail_ticks = 4;

    friend bool operator==(const trailing&, const trailing&) = default;
  };

  /// Keeps a stop at a fixed distance from the entry.
  struct fixed {
    std::int64_t stop_ticks = 10;

    friend bool operator==(const fixed&, const fixed&) = default;
  };

  /// Empty if not enabled.
  std::optional<breakeven> auto_breakeven = breakeven{};
  std::optional<trailing> trailing_stop = trailing{};
  std::optional<fixed> auto_stop;
  /// Whether a stop is placed where there is none.
  bool places_missing = true;

  friend bool operator==(const trade_management&, const trade_management&) = default;
};

} // namespace riskd::domain::rules
