#include "adapters/simulator/random_walk.hpp"

#include "adapters/simulator/exact_ratio.hpp"

#include <algorithm>
#include <chrono>

namespace riskd::simulator {

namespace {

constexpr std::int64_t volatility_millionths = 355;
constexpr std::int64_t seconds_per_minute = 60;
constexpr std::int64_t one_million = 1'000'000;

std::optional<domain::duration> mean_gap(std::int64_t per_second) {
  if (per_second <= 0)
    return std::nullopt;
  return domain::duration{one_million / per_second};
}

/// Variance of one quote's step, in millionths of a squared tick.
std::int64_t step_variance(const contract_facts& contract, domain::price per_minute,
                           std::int64_t quotes_per_second) {
  if (quotes_per_second <= 0)
    return 0;
  const auto deviation = per_minute.units();
  const auto tick = contract.tick_size.units();
  // In two steps, so that the products stay inside 127 bits for every tick size.
  const auto millis = rounded_ratio({deviation, 1'000}, {tick});
  return rounded_ratio({millis, millis}, {seconds_per_minute, quotes_per_second});
}

} // namespace

domain::price typical_volatility(const contract_facts& contract) {
  return domain::price{
    rounded_ratio({contract.start_price.units(), volatility_millionths}, {one_million})};
}

random_walk::random_walk(const contract_facts& contract, const random_walk_options& options,
                         std::uint64_t seed, domain::time_point start)
  : contract_(contract), random_(seed), quote_gap_(mean_gap(options.quotes_per_second)),
    trade_gap_(mean_gap(options.trades_per_second)),
    step_variance_millionths_(
      step_variance(contract, options.volatility_per_minute.value_or(typical_volatility(contract)),
                    options.quotes_per_second)),
    floor_(std::max(contract.tick_size, domain::price{contract.start_price.units() / 4})) {
  if (quote_gap_)
    next_quote_ = start + random_.interval(*quote_gap_);
  if (trade_gap_)
    next_trade_ = start + random_.interval(*trade_gap_);
}

std::optional<domain::time_point> random_walk::next_due() const {
  if (next_quote_ && next_trade_)
    return std::min(*next_quote_, *next_trade_);
  return next_quote_ ? next_quote_ : next_trade_;
}

market_update random_walk::take(const market_quote& present) {
  market_update out;
  if (next_quote_ && (!next_trade_ || *next_quote_ <= *next_trade_)) {
    out.best = next_quote(present);
    *next_quote_ += random_.interval(*quote_gap_);
  } else {
    out.prints = next_prints(present);
    *next_trade_ += random_.interval(*trade_gap_);
  }
  return out;
}

void random_walk::postpone(domain::duration by) {
  if (next_quote_)
    *next_quote_ += by;
  if (next_trade_)
    *next_trade_ += by;
}

best_prices random_walk::next_quote(const market_quote& present) {
  auto step = random_.step(step_variance_millionths_);
  if (contract_.ticks_from(present.bid, step) < floor_)
    step = std::abs(step);
  const auto bid = contract_.ticks_from(present.bid, step);
  // One tick wide most of the time, as in the recorded frames.
  const auto width = random_.chance(60) ? 1 : random_.between(2, 3);
  return {bid, contract_.ticks_from(bid, width)};
}

std::vector<market_print> random_walk::next_prints(const market_quote& present) {
  const auto aggressor = random_.either_side();
  const auto price = aggressor == domain::side::buy ? present.ask : present.bid;
  const auto count = random_.chance(80) ? 1 : random_.between(2, 3);
  std::vector<market_print> out;
  for (auto i = 0; i < count; ++i)
    out.push_back({price, domain::quantity{random_.between(1, 3)}, aggressor});
  return out;
}

} // namespace riskd::simulator
