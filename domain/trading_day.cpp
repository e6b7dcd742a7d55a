#include "domain/trading_day.hpp"

namespace riskd::domain {

namespace {

using std::chrono::days;
using std::chrono::local_days;

time_point boundary_on(const reset_rule& rule, local_days date) {
  return rule.zone.to_utc(local_time{date} + rule.time_of_day);
}

} // namespace

trading_day day_at(const reset_rule& rule, time_point instant) {
  // Start a day early: a boundary inside a gap moves forward, and local midnight may differ from
  // it.
  auto date = std::chrono::floor<days>(rule.zone.to_local(instant)) - days{1};
  auto begin = boundary_on(rule, date);
  for (;;) {
    const auto end = boundary_on(rule, date + days{1});
    if (instant < end) {
      const auto last = rule.zone.to_local(end - duration{1});
      return {begin, end, std::chrono::year_month_day{std::chrono::floor<days>(last)}};
    }
    begin = end;
    date += days{1};
  }
}

trading_day day_before(const reset_rule& rule, const trading_day& day) {
  return day_at(rule, day.begin - duration{1});
}

} // namespace riskd::domain
