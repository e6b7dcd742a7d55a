#include "adapters/fleet_store/result_thinning.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace riskd::fleet {

using domain::result_point;
using domain::time_point;

namespace {

constexpr std::size_t points_per_stretch = 4;

/// The time from `begin` to `end` in microseconds. Unsigned, because what a daemon claims as a time
/// may be anything, and the difference of two of them may not fit.
std::uint64_t span_between(time_point begin, time_point end) {
  return static_cast<std::uint64_t>(end.time_since_epoch().count())
         - static_cast<std::uint64_t>(begin.time_since_epoch().count());
}

/// Realized plus unrealized, or the nearest to it that fits: it only serves to compare.
std::int64_t total_of(const result_point& x) {
  const auto realized = x.realized.units();
  const auto unrealized = x.unrealized.value_or(domain::money{}).units();
  std::int64_t total = 0;
  if (!__builtin_add_overflow(realized, unrealized, &total))
    return total;
  return realized < 0 ? std::numeric_limits<std::int64_t>::min()
                      : std::numeric_limits<std::int64_t>::max();
}

bool is_better_low(const result_point& x, const result_point& than) {
  if (x.unrealized.has_value() != than.unrealized.has_value())
    return x.unrealized.has_value();
  return total_of(x) < total_of(than);
}

bool is_better_high(const result_point& x, const result_point& than) {
  if (x.unrealized.has_value() != than.unrealized.has_value())
    return x.unrealized.has_value();
  return total_of(x) > total_of(than);
}

} // namespace

result_thinning::result_thinning(std::size_t count, time_point first, time_point last)
  : count_(count), stretches_(std::max<std::size_t>(count / points_per_stretch, 1)), begin_(first),
    width_(std::max<std::uint64_t>(span_between(first, last) / stretches_, 1)) {
}

void result_thinning::add(const result_point& next) {
  const candidate now{seen_++, next};
  if (seen_ <= count_)
    whole_.push_back(next);
  else
    whole_.clear();
  const auto number = number_of(next.at);
  if (!current_ || current_->number != number) {
    finish();
    current_ = stretch{number, now, now, now, now};
    return;
  }
  current_->last = now;
  if (is_better_low(next, current_->lowest.what))
    current_->lowest = now;
  if (is_better_high(next, current_->highest.what))
    current_->highest = now;
}

std::vector<result_point> result_thinning::take() {
  finish();
  current_.reset();
  auto out = seen_ <= count_ ? std::exchange(whole_, {}) : std::exchange(thinned_, {});
  thinned_.clear();
  seen_ = 0;
  return out;
}

std::uint64_t result_thinning::number_of(time_point at) const {
  // What the division left over lengthens the last one.
  return std::min(span_between(begin_, at) / width_, stretches_ - 1);
}

void result_thinning::finish() {
  if (!current_)
    return;
  std::array all{current_->last, current_->first, current_->lowest, current_->highest};
  std::vector<candidate> stay;
  for (const auto& each : all) {
    const bool is_new = std::none_of(stay.begin(), stay.end(),
                                     [&](const candidate& x) { return x.place == each.place; });
    if (is_new && stay.size() < count_)
      stay.push_back(each);
  }
  std::sort(stay.begin(), stay.end(),
            [](const candidate& a, const candidate& b) { return a.place < b.place; });
  for (auto& each : stay)
    thinned_.push_back(each.what);
}

} // namespace riskd::fleet
