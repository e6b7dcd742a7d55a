#pragma once

#include "domain/events.hpp"
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

  friend bool operator==(const position&, const position&) = default;
};

} // namespace riskd::domain
