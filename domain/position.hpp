#pragma once

#include "domain/events.hpp"
#include "domain/mark_price.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <optional>

namespace riskd::domain {

/// An open position of one contract. @invariant `size` is positive
struct position {
  contract_id contract;
  /// Buy for long, sell for short.
  side held{};
  quantity size;
  /// Empty if the venue never gave a usable one (R-E-16).
  std::optional<price> average;
  std::optional<position_id> id;
  std::optional<time_point> created;
  /// When we learned that this instance began (R-E-18).
  time_point opened;
  /// When we learned that it began or grew.
  time_point last_increase;
  /// Orders positions by when they began or grew; newest is highest (R-E-18).
  std::uint64_t increase_seq = 0;
  /// Tells this instance from earlier ones in the same contract (R-E-18).
  std::uint64_t instance = 0;
  /// Since when no stop protects it, if none does and RULE-008 asks for one (R-008-3).
  std::optional<time_point> uncovered_since;
  /// The end of the grace that began then has been seen (R-T-3).
  bool grace_over = false;
  /// A stop protected it at some time (R-008-3).
  bool was_covered = false;
  /// Best mark of any quote applied since it began, under RULE-012 (R-012-1).
  std::optional<mark_price> extreme;
  /// The tightest stop that RULE-012 has wanted; never loosens (R-012-3).
  std::optional<price> stop_level;
  /// Counts the events of stops on its exit side that were applied since it began (R-012-6).
  std::uint64_t stop_events = 0;

  friend bool operator==(const position&, const position&) = default;
};

} // namespace riskd::domain
