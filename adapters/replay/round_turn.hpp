#pragma once

#include "adapters/replay/traded_contract.hpp"
#include "domain/events.hpp"

#include <optional>
#include <vector>

namespace riskd::replay {

/// One side of a round turn, as far as an export tells it.
struct half_turn {
  domain::time_point at;
  std::optional<domain::price> level;
  /// What the venue counts as one order, where the export has something like it.
  std::optional<domain::order_id> order;
};

/// A position, or part of one, from its opening to its end: one row of an export.
struct round_turn {
  traded_contract contract;
  /// Buy for a long position, sell for a short one.
  domain::side held{};
  /// @invariant positive
  domain::quantity size;
  /// Empty if the export keeps silent about it.
  std::optional<half_turn> entry;
  /// @invariant not before the entry
  half_turn exit;
  /// Without fees.
  domain::money profit_and_loss;
  /// Of both sides together.
  std::optional<domain::money> fees;
  /// The smallest price step, if the export has it.
  std::optional<domain::price> tick_size;
};

/// What a price step is, and what it is worth for one contract.
struct tick_economics {
  domain::price tick_size;
  domain::price tick_value;

  friend bool operator==(const tick_economics&, const tick_economics&) = default;
};

/// Works out what a tick of one product is worth from the results in an export (R-V-6 forbids to
/// know it from elsewhere). Where the export does not tell the step, it is the largest one on which
/// all prices lie: with few prices a multiple of the true step, which values positions just the
/// same. Returns nothing if no row has both prices and they differ, or if the rows contradict each
/// other by more than half a cent.
[[nodiscard]] std::optional<tick_economics>
derive_economics(const std::vector<const round_turn*>& of_one_product);

} // namespace riskd::replay
