#pragma once

#include "domain/rules/evaluation.hpp"

namespace riskd::domain {

/// Finds the locks of today that the broker's own trade history implies, whatever was stored: 003
/// and 013 lock if any prefix of the day's realized results reached the limit, in order of trade
/// time and id (R-L-14). What unrealized results caused exists only in the store.
///
/// Rules that hold a lock already find nothing.
[[nodiscard]] rules::judgement derive_from_trades(const rules::account_view& view);

/// Adds what the history implies to what the rules of a step found; a rule that found its limit
/// broken already needs no second breach.
[[nodiscard]] rules::judgement with_derived(rules::judgement found,
                                            const rules::account_view& view);

} // namespace riskd::domain
