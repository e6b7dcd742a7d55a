#include "domain/pnl.hpp"

#include "domain/contract_check.hpp"

#include <limits>

namespace riskd::domain {

namespace {

__extension__ using wide = __int128;

wide checked_product(wide a, wide b) {
  wide product = 0;
  RISKD_EXPECTS(!__builtin_mul_overflow(a, b, &product));
  return product;
}

/// Returns `numerator / denominator` rounded half away from zero. @pre `denominator` is positive
std::int64_t divide_rounding(wide numerator, wide denominator) {
  const auto magnitude = numerator < 0 ? -numerator : numerator;
  const auto rounded = magnitude / denominator + (magnitude % denominator * 2 >= denominator);
  RISKD_EXPECTS(rounded <= std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(numerator < 0 ? -rounded : rounded);
}

std::optional<mark_price> mid_of(const quote& market) {
  if (!market.bid || !market.ask || *market.bid > *market.ask)
    return std::nullopt;
  return mark_price::between(*market.bid, *market.ask);
}

std::optional<mark_price> last_of(const quote& market) {
  return market.last ? std::optional{mark_price::at(*market.last)} : std::nullopt;
}

/// A mark left over from before the entry must not create a false loss (R-V-14).
bool is_fresh_enough(const quote& market, const position& held, const account_settings& settings) {
  return settings.stale_after == std::chrono::seconds{0}
         || (market.received && *market.received >= held.last_increase - settings.stale_after);
}

} // namespace

std::optional<mark_price> mark_of(const quote& market, side held,
                                  const account_settings& settings) {
  switch (settings.mark) {
    case mark_source::last: {
      const bool fresh = settings.stale_after == std::chrono::seconds{0}
                         || (market.received && market.last_received
                             && *market.received - *market.last_received <= settings.stale_after);
      if (market.last && fresh)
        return last_of(market);
      const auto mid = mid_of(market);
      return mid ? mid : last_of(market);
    }
    case mark_source::mid: {
      const auto mid = mid_of(market);
      return mid ? mid : last_of(market);
    }
    case mark_source::exit_side: {
      const auto& exit = held == side::buy ? market.bid : market.ask;
      return exit ? std::optional{mark_price::at(*exit)} : last_of(market);
    }
  }
  return std::nullopt;
}

std::optional<money> unrealized_of(const account_state& state, const position& held,
                                   const account_settings& settings) {
  const auto market = state.quotes->find(held.contract);
  if (!held.average || market == state.quotes->end()
      || !is_fresh_enough(market->second, held, settings))
    return std::nullopt;
  const auto mark = mark_of(market->second, held.held, settings);
  const auto facts = state.contracts->find(held.contract);
  if (!mark || facts == state.contracts->end() || !facts->second->row)
    return std::nullopt;
  const auto& row = *facts->second->row;
  const wide distance = wide{mark->half_units()} - wide{held.average->units()} * 2;
  const auto moved = checked_product(distance * sign(held.held), held.size.count());
  // Half price units times dollars per tick over the tick: 2e10 units of value make one dollar.
  constexpr wide value_units_per_money = 2'000'000;
  return money{divide_rounding(checked_product(moved, row.tick_value.units()),
                               checked_product(row.tick_size.units(), value_units_per_money))};
}

unrealized_total unrealized_of(const account_state& state, const account_settings& settings) {
  unrealized_total total;
  for (const auto& [contract, held] : state.positions->open()) {
    if (const auto amount = unrealized_of(state, held, settings))
      total.amount += *amount;
    else
      total.complete = false;
  }
  return total;
}

money realized_today(const account_state& state, const account_settings& settings) {
  return totals_today(state).realized(settings.basis);
}

} // namespace riskd::domain
