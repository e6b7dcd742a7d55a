#pragma once

#include "adapters/simulator/contract_table.hpp"
#include "adapters/simulator/market_feed.hpp"
#include "adapters/simulator/randomness.hpp"

#include <mutex>
#include <vector>

namespace riskd::bench {

/// Between two moves of a falling price.
constexpr domain::duration fall_pace = std::chrono::milliseconds{50};

/// A price that the market moved to, in the exchange's time.
struct price_step {
  domain::time_point at;
  domain::price last;
};

/// How the price moved. The exchange adds on its thread, the benchmark looks on another.
class price_record {
public:
  void add(const price_step& step);

  /// All steps since this was asked before.
  [[nodiscard]] std::vector<price_step> take();

private:
  std::mutex mutex_;

  std::vector<price_step> steps_;
};

/// A market that falls on a seeded random walk with jumps. Each resumption after a pause begins
/// another path; the same seed and number give the same path.
class falling_market final : public simulator::market_feed {
public:
  /// @param record Outlives the market, as does `contract`.
  /// @param seed That of the first path; the ones after it count on.
  falling_market(const simulator::contract_facts& contract, std::uint64_t seed,
                 domain::time_point start, price_record& record)
    : contract_(contract), record_(record), next_seed_(seed), random_(seed), due_(start) {
  }

  [[nodiscard]] std::optional<domain::time_point> next_due() const override {
    return due_;
  }

  simulator::market_update take(const simulator::market_quote& present) override;

  void postpone(domain::duration by) override;

private:
  /// Ticks of one move, negative for down.
  [[nodiscard]] std::int64_t draw_ticks();

  const simulator::contract_facts& contract_;

  price_record& record_;

  std::uint64_t next_seed_;

  simulator::randomness random_;

  domain::time_point due_;
};

} // namespace riskd::bench
