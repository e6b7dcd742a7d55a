#include "domain/session_hours.hpp"

#include <algorithm>

namespace riskd::domain {

namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

/// How far the session is looked for, before and behind an instant (R-009-4).
constexpr auto horizon = days{400};

/// One occurrence of a window.
struct window_instance {
  time_point open;
  time_point close;
};

/// Moves `close` to the early close of its session date, if that comes first (R-009-2).
time_point closing_of(const session_hours& hours, const trading_calendar& calendar,
                      local_days session_date, time_point close) {
  const auto early = calendar.early_closes.find(year_month_day{session_date});
  if (early == calendar.early_closes.end())
    return close;
  for (const auto& each : early->second) {
    const auto& zone = each.zone ? *each.zone : hours.zone;
    close = std::min(close, zone.to_utc(local_time{session_date} + each.time));
  }
  return close;
}

bool is_holiday(const trading_calendar& calendar, local_days date) {
  const auto day = year_month_day{date};
  const auto list = calendar.holidays.find(day.year());
  return list != calendar.holidays.end() && list->second.contains(day);
}

/// The instance of `window` that opens on `date`, unless the calendar leaves nothing of it
/// (R-009-1, R-009-2).
std::optional<window_instance> instance_on(const session_hours& hours,
                                           const trading_calendar& calendar,
                                           const session_window& window, local_days date) {
  const auto is_day = [date](std::chrono::weekday x) {
    return x == std::chrono::weekday{date};
  };
  if (std::none_of(window.days.begin(), window.days.end(), is_day))
    return std::nullopt;
  const auto session_date = window.end <= window.start ? date + days{1} : date;
  auto out = window_instance{hours.zone.to_utc(local_time{date} + window.start),
                             hours.zone.to_utc(local_time{session_date} + window.end)};
  if (hours.respects_holidays) {
    if (is_holiday(calendar, session_date))
      return std::nullopt;
    out.close = closing_of(hours, calendar, session_date, out.close);
  }
  return out.open < out.close ? std::optional{out} : std::nullopt;
}

/// Every instance that opens on `date`, by opening.
std::vector<window_instance> instances_on(const session_hours& hours,
                                          const trading_calendar& calendar, local_days date) {
  std::vector<window_instance> out;
  for (const auto& window : hours.windows)
    if (const auto found = instance_on(hours, calendar, window, date))
      out.push_back(*found);
  std::sort(out.begin(), out.end(),
            [](const window_instance& a, const window_instance& b) { return a.open < b.open; });
  return out;
}

} // namespace

std::optional<session_interval> session_from(const session_hours& hours,
                                             const trading_calendar& calendar, time_point instant) {
  const auto today = std::chrono::floor<days>(hours.zone.to_local(instant));
  const auto last = instant + horizon;
  // Instances come by opening, because later local times are never earlier instants. So the one
  // before a gap ends its interval. Scanning begins far back, since only a gap shows where the
  // interval that contains the instant began.
  std::optional<session_interval> current;
  for (auto date = today - horizon; date <= today + horizon + days{1}; date += days{1})
    for (const auto& each : instances_on(hours, calendar, date)) {
      const bool has_gap = current && *current->close < each.open;
      if (has_gap && instant < *current->close)
        return current;
      if (each.open > last)
        break;
      if (!current || has_gap)
        current = session_interval{each.open, each.close};
      current->close = std::max(*current->close, each.close);
    }
  if (!current || *current->close <= instant)
    return std::nullopt;
  if (*current->close > last)
    current->close.reset();
  return current;
}

bool lacks_holidays(const session_hours& hours, const trading_calendar& calendar,
                    time_point instant) {
  const auto today = year_month_day{std::chrono::floor<days>(hours.zone.to_local(instant))};
  return hours.respects_holidays && !calendar.holidays.contains(today.year());
}

} // namespace riskd::domain
