#include "adapters/replay/round_turn.hpp"

#include <cstdint>
#include <limits>
#include <numeric>

namespace riskd::replay {

using namespace domain;

namespace {

__extension__ using wide = __int128;

/// Units of a price in one unit of money.
constexpr wide price_units_per_money_unit = 1'000'000;

/// Half a cent, in units of money.
constexpr wide tolerance = 50;

wide magnitude(wide x) {
  return x < 0 ? -x : x;
}

bool has_prices(const round_turn& x) {
  return x.entry && x.entry->level && x.exit.level;
}

/// How far the price went in favour of the position, times its size, in units of a price.
wide gain_of(const round_turn& x) {
  const wide distance = wide{x.exit.level->units()} - x.entry->level->units();
  return distance * sign(x.held) * x.size.count();
}

std::optional<price> step_of(const std::vector<const round_turn*>& rows) {
  std::int64_t step = 0;
  for (const auto* row : rows) {
    if (row->tick_size)
      return row->tick_size;
    if (has_prices(*row))
      step = std::gcd(std::gcd(step, row->entry->level->units()), row->exit.level->units());
  }
  return step > 0 ? std::optional{price{step}} : std::nullopt;
}

/// The row that tells the value of a tick most precisely.
const round_turn* widest_of(const std::vector<const round_turn*>& rows) {
  const round_turn* widest = nullptr;
  for (const auto* row : rows)
    if (has_prices(*row) && gain_of(*row) != 0
        && (widest == nullptr || magnitude(gain_of(*row)) > magnitude(gain_of(*widest))))
      widest = row;
  return widest;
}

/// Rounded half away from zero; nothing if that is not a positive price.
std::optional<price> tick_value_of(const round_turn& row, price step) {
  const wide money_units = row.profit_and_loss.units();
  wide product = 0;
  if (__builtin_mul_overflow(money_units * price_units_per_money_unit, wide{step.units()},
                             &product))
    return std::nullopt;
  const auto gain = gain_of(row);
  if (product == 0 || (product < 0) != (gain < 0))
    return std::nullopt;
  const auto value = (magnitude(product) + magnitude(gain) / 2) / magnitude(gain);
  if (value <= 0 || value > std::numeric_limits<std::int64_t>::max())
    return std::nullopt;
  return price{static_cast<std::int64_t>(value)};
}

/// True if the row's result is what its prices and these economics give.
bool agrees(const round_turn& row, const tick_economics& economics) {
  if (!has_prices(row))
    return true;
  const wide step = economics.tick_size.units();
  wide by_prices = 0;
  wide by_result = 0;
  if (__builtin_mul_overflow(gain_of(row), wide{economics.tick_value.units()}, &by_prices)
      || __builtin_mul_overflow(wide{row.profit_and_loss.units()} * price_units_per_money_unit,
                                step, &by_result))
    return false;
  wide difference = 0;
  if (__builtin_sub_overflow(by_prices, by_result, &difference))
    return false;
  return magnitude(difference) <= tolerance * price_units_per_money_unit * step;
}

} // namespace

std::optional<tick_economics> derive_economics(const std::vector<const round_turn*>& rows) {
  const auto step = step_of(rows);
  const auto* widest = widest_of(rows);
  if (!step || widest == nullptr)
    return std::nullopt;
  const auto value = tick_value_of(*widest, *step);
  if (!value)
    return std::nullopt;
  const tick_economics found{*step, *value};
  for (const auto* row : rows)
    if (!agrees(*row, found))
      return std::nullopt;
  return found;
}

} // namespace riskd::replay
