#pragma once

#include "adapters/simulator/contract_table.hpp"
#include "adapters/simulator/market_feed.hpp"
#include "adapters/simulator/randomness.hpp"

namespace riskd::simulator {

/// How lively a synthetic market is.
struct random_walk_options {
  // MNQ on 2026-08-20, 10:24 to 10:54 Chicago, measured on the venue's hub: 41.7 quotes and 19.6
  // trades a second.
  std::int64_t quotes_per_second = 42;
  std::int64_t trades_per_second = 20;
  /// Standard deviation of the price change over one minute. Empty takes `typical_volatility`.
  std::optional<domain::price> volatility_per_minute;
};

/// The standard deviation of one minute's price change at the price level of a contract.
///
/// Derived from 240 one-minute bars of MNQ as the venue recorded them (2026-07-31 17:33-19:32 UTC,
/// 2026-08-02 23:21 to 2026-08-03 01:20 UTC): the root mean square of the close-to-close changes is
/// 9.10 and 11.04 points, pooled 10.12 points a minute, which is 1.307 points or 5.2 ticks per root
/// second. At a mean price of 28,500 that is 355 millionths of the price, which other contracts
/// take over.
[[nodiscard]] domain::price typical_volatility(const contract_facts& contract);

/// A seeded market without memory: quotes and trades come independently of each other (exponential
/// gaps), each quote moves the bid by a random number of ticks with the variance that yields the
/// wanted volatility, and trades print at the bid or the ask.
class random_walk final : public market_feed {
public:
  random_walk(const contract_facts& contract, const random_walk_options& options,
              std::uint64_t seed, domain::time_point start);

  [[nodiscard]] std::optional<domain::time_point> next_due() const override;

  market_update take(const market_quote& present) override;

  void postpone(domain::duration by) override;

private:
  [[nodiscard]] best_prices next_quote(const market_quote& present);

  [[nodiscard]] std::vector<market_print> next_prints(const market_quote& present);

  const contract_facts& contract_;
  randomness random_;
  /// Mean gaps; nothing if there are no such events.
  std::optional<domain::duration> quote_gap_;
  std::optional<domain::duration> trade_gap_;
  std::int64_t step_variance_millionths_ = 0;
  /// The walk is turned back below this price.
  domain::price floor_;
  std::optional<domain::time_point> next_quote_;
  std::optional<domain::time_point> next_trade_;
};

} // namespace riskd::simulator
