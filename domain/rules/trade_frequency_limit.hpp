#pragma once

#include "domain/rules/verdict.hpp"
#include "domain/trade_units.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace riskd::domain::rules {

/// RULE-006: trading pauses after too many entries in a minute, an hour or a day.
struct trade_frequency_limit {
  static constexpr rule_id id = rule_id::trade_frequency_limit;

  enum class trigger_point : std::uint8_t {
    /// The limit itself is allowed.
    on_exceed,
    /// Reaching the limit is enough.
    on_reach,
  };

  struct window {
    /// Empty means that the window is off.
    std::optional<std::int64_t> limit;
    /// Empty means until the end of the trading day.
    std::optional<std::chrono::seconds> cooldown;

    friend bool operator==(const window&, const window&) = default;
  };

  window per_minute{3, std::chrono::seconds{60}};
  window per_hour{10, std::chrono::seconds{1800}};
  window per_session{50, std::chrono::seconds{3600}};
  trigger_point trigger = trigger_point::on_exceed;
  unit_kind count_mode = unit_kind::entries;
  /// What becomes of positions held when the cooldown begins.
  lock_policy existing_positions = lock_policy::keep;

  friend bool operator==(const trade_frequency_limit&, const trade_frequency_limit&) = default;
};

} // namespace riskd::domain::rules
