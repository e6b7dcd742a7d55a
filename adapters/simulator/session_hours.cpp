#include "adapters/simulator/session_hours.hpp"

#include <chrono>

namespace riskd::simulator {

namespace {

using namespace std::chrono;

constexpr auto trading_end = minutes{15h + 10min};
constexpr auto market_end = minutes{16h};
constexpr auto day_begin = minutes{17h};

} // namespace

bool session_hours::is_market_open(domain::time_point at) const {
  return is_within(at, market_end);
}

bool session_hours::is_trading_open(domain::time_point at) const {
  return is_within(at, trading_end);
}

bool session_hours::is_within(domain::time_point at, minutes end_of_day) const {
  const auto local = zone_.to_local(at);
  const auto midnight = floor<days>(local);
  const auto clock = local - midnight;
  const auto day = weekday{midnight};
  if (day == Saturday)
    return false;
  if (day == Sunday)
    return clock >= day_begin;
  return clock < end_of_day || (day != Friday && clock >= day_begin);
}

domain::time_point session_hours::next_edge(domain::time_point at) const {
  const auto today = floor<days>(zone_.to_local(at));
  for (auto day = today;; day += days{1})
    for (const auto clock : {trading_end, market_end, day_begin}) {
      const auto edge = zone_.to_utc(domain::local_time{day} + clock);
      if (edge > at)
        return edge;
    }
}

} // namespace riskd::simulator
