#include "domain/stop_level.hpp"

#include <algorithm>

namespace riskd::domain {

namespace {

__extension__ using wide = __int128;

/// Moves a price to the grid of multiples of the tick, towards the market: up for a long, down for
/// a short (R-012-2). Takes and returns half units of price as `mark_price` counts them.
price rounded_to_tick(wide half_units, price tick, side held) {
  const auto step = wide{tick.units()} * 2;
  auto steps = half_units / step;
  const auto rest = half_units % step;
  if (held == side::buy && rest > 0)
    ++steps;
  else if (held == side::sell && rest < 0)
    --steps;
  return price{static_cast<std::int64_t>(steps * tick.units())};
}

} // namespace

std::optional<price> wanted_stop(const account_state& state, const position& held,
                                 const rules::trade_management& rule) {
  const auto facts = facts_of(state, held.contract);
  if (!facts->row || !held.average)
    return held.stop_level;
  const auto tick = facts->row->tick_size;
  const auto direction = sign(held.held);
  const auto ticks = [&](std::int64_t count) {
    return wide{tick.units()} * 2 * count;
  };
  const auto average = wide{held.average->units()} * 2;
  auto wanted = held.stop_level;
  const auto consider = [&](wide half_units) {
    const auto candidate = rounded_to_tick(half_units, tick, held.held);
    if (!wanted || is_tighter(held.held, candidate, *wanted))
      wanted = candidate;
  };
  if (rule.auto_stop)
    consider(average - direction * ticks(rule.auto_stop->stop_ticks));
  if (!held.extreme)
    return wanted;
  const auto extreme = wide{held.extreme->half_units()};
  const auto ahead = direction * (extreme - average);
  if (rule.auto_breakeven && ahead >= ticks(rule.auto_breakeven->profit_threshold_ticks))
    consider(average + direction * ticks(rule.auto_breakeven->offset_ticks));
  if (rule.trailing_stop && ahead >= ticks(rule.trailing_stop->activation_profit_ticks))
    consider(extreme - direction * ticks(rule.trailing_stop->trail_ticks));
  return wanted;
}

mark_price better_mark(side held, mark_price a, mark_price b) {
  return held == side::buy ? std::max(a, b) : std::min(a, b);
}

bool is_on_loss_side(side held, price stop, mark_price mark) {
  const auto level = mark_price::at(stop);
  return held == side::buy ? level < mark : level > mark;
}

} // namespace riskd::domain
