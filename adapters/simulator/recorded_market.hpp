#pragma once

#include "adapters/simulator/contract_table.hpp"
#include "adapters/simulator/market_feed.hpp"
#include "adapters/simulator/market_recording.hpp"

#include <cstddef>
#include <deque>
#include <memory>

namespace riskd::simulator {

/// Plays a recording once. Single trades play as they are, with best prices one tick apart; a bar
/// plays as a walk from open over the nearer extreme and the other one to close, in up to sixty
/// steps, so that it touches exactly its four prices.
class recorded_market final : public market_feed {
public:
  /// @param speed_percent 100 plays in real time, 1000 ten times as fast. @pre positive
  recorded_market(const contract_facts& contract, std::shared_ptr<const market_recording> recording,
                  std::int64_t speed_percent, domain::time_point start);

  [[nodiscard]] std::optional<domain::time_point> next_due() const override;

  market_update take(const market_quote& present) override;

  void postpone(domain::duration by) override;

private:
  struct planned_update {
    domain::time_point at;
    market_update what;
  };

  /// Plans the updates of the next row, as long as nothing is planned.
  void refill();

  void plan_trade(const recorded_row& row, domain::time_point at);

  void plan_bar(const recorded_row& row, domain::time_point at);

  [[nodiscard]] domain::duration scaled(domain::duration length) const;

  const contract_facts& contract_;
  std::shared_ptr<const market_recording> recording_;
  std::int64_t speed_percent_;
  domain::time_point start_;
  std::size_t next_row_ = 0;
  std::deque<planned_update> planned_;
  /// The last trade, which tells which side was hit by the next.
  std::optional<domain::price> last_;
  domain::side last_aggressor_{};
};

} // namespace riskd::simulator
