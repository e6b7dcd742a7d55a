#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"

#include <optional>

namespace riskd::domain {

/// The stop that RULE-012 wants for the position now: the tightest of what it wanted before and of
/// everything that its parameters yield (R-012-2, R-012-3). Empty if nothing yields a stop yet, or
/// if tick or average are unknown.
[[nodiscard]] std::optional<price> wanted_stop(const account_state& state, const position& held,
                                               const rules::trade_management& rule);

/// The better of two marks for the holder of the position: the higher for a long, the lower for a
/// short (R-012-1).
[[nodiscard]] mark_price better_mark(side held, mark_price a, mark_price b);

/// True if `a` is nearer to the market than `b`: higher for a long, lower for a short.
[[nodiscard]] inline bool is_tighter(side held, price a, price b) {
  return held == side::buy ? a > b : a < b;
}

/// True if the stop lies strictly on the loss side of the mark (R-012-4).
[[nodiscard]] bool is_on_loss_side(side held, price stop, mark_price mark);

} // namespace riskd::domain
