#include "tests/bench/falling_market.hpp"

#include <utility>

namespace riskd::bench {

namespace {

// An ordinary move: one tick down on average, give or take two. That is a standard deviation of 6.3
// ticks per root second; MNQ has 5.2 in an ordinary hour.
constexpr std::int64_t ticks_down_most = 3;
constexpr std::int64_t ticks_up_most = 1;

// A jump comes on top, about every second and a quarter.
constexpr std::int64_t jump_percent = 4;
constexpr std::int64_t jump_ticks_least = 4;
constexpr std::int64_t jump_ticks_most = 12;

} // namespace

void price_record::add(const price_step& step) {
  const std::scoped_lock guard{mutex_};
  steps_.push_back(step);
}

std::vector<price_step> price_record::take() {
  const std::scoped_lock guard{mutex_};
  return std::exchange(steps_, {});
}

simulator::market_update falling_market::take(const simulator::market_quote& present) {
  const auto last = contract_.ticks_from(present.last, draw_ticks());
  record_.add({due_, last});
  due_ += fall_pace;
  return {simulator::best_prices{last, contract_.ticks_from(last, 1)},
          {{last, domain::quantity{1}, domain::side::sell}}};
}

void falling_market::postpone(domain::duration by) {
  due_ += by;
  random_ = simulator::randomness{next_seed_++};
}

std::int64_t falling_market::draw_ticks() {
  const auto ordinary = random_.between(-ticks_down_most, ticks_up_most);
  if (!random_.chance(jump_percent))
    return ordinary;
  return ordinary - random_.between(jump_ticks_least, jump_ticks_most);
}

} // namespace riskd::bench
