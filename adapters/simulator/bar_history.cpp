#include "adapters/simulator/bar_history.hpp"

#include <algorithm>

namespace riskd::simulator {

namespace {

using namespace std::chrono;

/// About four days of one-second bars; older ones are forgotten.
constexpr std::size_t bars_max = 350'000;

/// Begin and end of the bar that contains an instant.
struct bar_span {
  domain::time_point begin;
  domain::time_point end;
};

bar_span fixed_span(domain::time_point at, domain::duration length) {
  const auto begin = at - (at.time_since_epoch() % length + length) % length;
  return {begin, begin + length};
}

bar_span month_span(domain::time_point at, std::int64_t count) {
  const auto date = year_month_day{floor<days>(at)};
  const auto index = static_cast<int>(date.year()) * 12L
                     + static_cast<std::int64_t>(static_cast<unsigned>(date.month())) - 1;
  const auto first = index - index % count;
  const auto start_of = [](std::int64_t i) {
    return domain::time_point{
      sys_days{year{static_cast<int>(i / 12)} / month{static_cast<unsigned>(i % 12) + 1} / day{1}}};
  };
  return {start_of(first), start_of(first + count)};
}

bar_span span_of(domain::time_point at, bar_unit unit, std::int64_t count) {
  // The epoch was a Thursday; three days later begins the first week.
  constexpr auto monday = days{4};
  switch (unit) {
    case bar_unit::second:
      return fixed_span(at, seconds{count});
    case bar_unit::minute:
      return fixed_span(at, minutes{count});
    case bar_unit::hour:
      return fixed_span(at, hours{count});
    case bar_unit::day:
      return fixed_span(at, days{count});
    case bar_unit::week: {
      const auto span = fixed_span(at - monday, weeks{count});
      return {span.begin + monday, span.end + monday};
    }
    case bar_unit::month:
      return month_span(at, count);
  }
  return fixed_span(at, seconds{count});
}

void merge(price_bar& into, const price_bar& later) {
  into.high = std::max(into.high, later.high);
  into.low = std::min(into.low, later.low);
  into.close = later.close;
  into.volume += later.volume;
}

} // namespace

void bar_history::add(domain::time_point at, domain::price price, domain::quantity size) {
  add(price_bar{floor<seconds>(at), price, price, price, price, size.count()});
}

void bar_history::add(const price_bar& bar) {
  const auto [position, is_new] = seconds_.emplace(bar.open_time, bar);
  if (!is_new)
    merge(position->second, bar);
  if (seconds_.size() > bars_max)
    seconds_.erase(seconds_.begin());
}

std::vector<price_bar> bar_history::find(const bar_request& wanted, domain::time_point now) const {
  std::vector<price_bar> out;
  auto position = seconds_.upper_bound(wanted.to);
  while (position != seconds_.begin() && out.size() < wanted.limit) {
    const auto span = span_of(std::prev(position)->first, wanted.unit, wanted.unit_count);
    if (span.begin < wanted.from)
      break;
    auto first = seconds_.lower_bound(span.begin);
    auto bar = first->second;
    for (auto next = std::next(first); next != seconds_.end() && next->first < span.end; ++next)
      merge(bar, next->second);
    bar.open_time = span.begin;
    const bool is_partial = span.end > now;
    if (!is_partial || wanted.include_partial)
      out.push_back(bar);
    position = first;
  }
  return out;
}

} // namespace riskd::simulator
