#pragma once

#include "domain/ids.hpp"

#include <compare>
#include <cstdint>
#include <optional>

namespace riskd::domain {

/// What counts as one entry into the market (R-006-1).
enum class unit_kind : std::uint8_t {
  /// An order with at least one fill that opened something.
  entries,
  /// An order with at least one fill that closed something.
  round_turns,
  /// Every fill.
  fills,
};

const char* to_string(unit_kind x);

/// The order that a fill belongs to; a fill without one forms its own order (R-E-8).
struct fill_group {
  std::optional<order_id> order;
  /// The fill itself if it has no order, else zero.
  trade_id alone;

  /// Groups without an order come after all with one (R-Y-15).
  friend std::strong_ordering operator<=>(const fill_group& a, const fill_group& b) {
    if (a.order.has_value() != b.order.has_value())
      return a.order ? std::strong_ordering::less : std::strong_ordering::greater;
    return a.order ? *a.order <=> *b.order : a.alone <=> b.alone;
  }

  friend bool operator==(const fill_group&, const fill_group&) = default;
};

} // namespace riskd::domain
