#pragma once

#include "domain/rules/evaluation.hpp"

#include <vector>

namespace riskd::domain {

/// Finds the locks of today that the broker's own trade history implies, whatever was stored
/// (R-L-14), in order of trade time and id: 003 and 013 lock if any prefix of the day's realized
/// results reached the limit; 006 and 007 count from the trade that called for them, and only what
/// still runs at `now` is found. What unrealized results caused exists only in the store.
///
/// Locks that bind as long already are left out.
[[nodiscard]] std::vector<rules::found_breach> derive_from_trades(const rules::account_view& view,
                                                                  time_point now);

/// Adds what the history implies to what the rules of a step found; a rule that found something
/// already needs no second breach.
[[nodiscard]] rules::judgement with_derived(rules::judgement found, const rules::account_view& view,
                                            time_point now);

} // namespace riskd::domain
