#include "domain/comparison_pace.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace riskd::domain {

namespace {

using namespace std::chrono_literals;

constexpr std::array<duration, 6> pauses{2s, 5s, 10s, 30s, 60s, 120s};

/// Queries that comparisons may begin in a minute. Proofs of enforcements have the other thirty of
/// the 130 that the budget holds, even if they come all at once (R-F-14).
constexpr std::int64_t calls_max = 100;

constexpr duration minute = 60s;

duration next_step(duration after) {
  const auto* const next = std::upper_bound(pauses.begin(), pauses.end(), after);
  return next == pauses.end() ? 2 * after : *next;
}

/// Calls of one account in a thousand minutes: two for its holdings, one for each other part.
std::int64_t calls_at(const comparison_pace& x) {
  const auto often = 1000 * minute;
  return 2 * (often / x.holdings) + often / x.trades + often / x.row;
}

} // namespace

comparison_pace polling_pace() {
  return {2s, 5s, 10s};
}

comparison_pace even_pace(duration interval) {
  return {interval, interval, interval};
}

comparison_pace stretched(const comparison_pace& wanted, std::size_t accounts) {
  RISKD_EXPECTS(std::min({wanted.holdings, wanted.trades, wanted.row}) > duration{});
  const auto count = static_cast<std::int64_t>(accounts);
  auto out = wanted;
  while (count * calls_at(out) > 1000 * calls_max) {
    out.holdings = next_step(out.holdings);
    out.trades = std::max(out.trades, out.holdings);
    out.row = std::max(out.row, out.holdings);
  }
  return out;
}

} // namespace riskd::domain
