#include "adapters/control_api/hours_routes.hpp"

#include "adapters/control_api/readiness.hpp"
#include "adapters/logging/field.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace riskd::control_api {

namespace {

using domain::time_point;
using std::chrono::days;

/// How far the calendar is told.
constexpr auto shown_days = days{7};

/// However short the windows are, the answer stays readable.
constexpr std::size_t sessions_max = 20;

/// The sessions that are open now or open within the next days.
std::vector<domain::session_interval> next_sessions(const account_hours& account, time_point now) {
  std::vector<domain::session_interval> out;
  auto from = now;
  while (out.size() < sessions_max) {
    const auto found = domain::session_from(*account.session, account.calendar, from);
    if (!found || found->open > now + shown_days)
      break;
    out.push_back(*found);
    if (!found->close)
      break;
    from = *found->close;
  }
  return out;
}

json sessions_json(const std::vector<domain::session_interval>& sessions) {
  auto out = json::array();
  for (const auto& each : sessions)
    out.push_back({{"open", domain::to_string(each.open)}, {"close", text_or_null(each.close)}});
  return out;
}

/// Holidays and early closes of the next days, by date. Times are those of `timezone`.
json exceptions_json(const account_hours& account, time_point now) {
  auto out = json::array();
  if (!account.session->respects_holidays)
    return out;
  const auto& zone = account.session->zone;
  const auto today = std::chrono::floor<days>(zone.to_local(now));
  for (auto date = today; date <= today + shown_days; date += days{1}) {
    const auto day = std::chrono::year_month_day{date};
    const auto year = account.calendar.holidays.find(day.year());
    if (year != account.calendar.holidays.end() && year->second.contains(day)) {
      out.push_back({{"date", domain::to_string(day)}, {"what", "closed"}, {"close", nullptr}});
      continue;
    }
    const auto early = account.calendar.early_closes.find(day);
    if (early == account.calendar.early_closes.end())
      continue;
    std::optional<time_point> close;
    for (const auto& each : early->second) {
      const auto at = (each.zone ? *each.zone : zone).to_utc(domain::local_time{date} + each.time);
      close = close ? std::min(*close, at) : at;
    }
    out.push_back(
      {{"date", domain::to_string(day)}, {"what", "closes early"}, {"close", text_or_null(close)}});
  }
  return out;
}

/// What RULE-009 makes of the moment.
json session_json(const account_hours& account, time_point now) {
  if (!account.session)
    return nullptr;
  const auto sessions = next_sessions(account, now);
  const bool is_open = !sessions.empty() && sessions.front().contains(now);
  std::optional<time_point> change;
  if (is_open)
    change = sessions.front().close;
  else if (const auto next = domain::session_from(*account.session, account.calendar, now))
    change = next->open;
  return {
    {"state", is_open ? "open" : "closed"},
    {"next_change", text_or_null(change)},
    {"next_change_seconds", remaining_or_null(change, now)},
    {"timezone", account.session->zone.name()},
    {"holidays_known", !domain::lacks_holidays(*account.session, account.calendar, now)},
    {"sessions", sessions_json(sessions)},
    {"exceptions", exceptions_json(account, now)},
  };
}

json hours_json(const account_hours& account, const json& session, time_point now) {
  const auto day = domain::day_at(account.reset, now);
  return {
    {"name", account.name.empty() ? json(nullptr) : json(account.name)},
    {"id", account.id ? json(logging::masked(*account.id)) : json(nullptr)},
    {"day", domain::to_string(day.id)},
    {"next_reset", domain::to_string(day.end)},
    {"next_reset_seconds", seconds_until(day.end, now)},
    {"reset_timezone", account.reset.zone.name()},
    {"session", session},
  };
}

/// Accounts mostly keep the same hours, and looking through a calendar takes its time.
json all_hours_json(const std::vector<account_hours>& accounts, time_point now) {
  auto out = json::array();
  const account_hours* before = nullptr;
  json session;
  for (const auto& each : accounts) {
    const bool is_same
      = before && before->session == each.session && before->calendar == each.calendar;
    if (!is_same)
      session = session_json(each, now);
    before = &each;
    out.push_back(hours_json(each, session, now));
  }
  return out;
}

} // namespace

route_table hours_routes(hours_service& service, const domain::wall_clock& clock) {
  return {
    {method::get, "/v1/hours", role::trader, {"account"}, [&service, &clock](const call& asked) {
       auto accounts = service.hours();
       if (const auto* wanted = asked.find("account")) {
         std::erase_if(accounts, [&](const account_hours& x) {
           return x.name != *wanted && (!x.id || domain::to_string(*x.id) != *wanted);
         });
         if (accounts.empty())
           return refuse(404, "not_found",
                         "there is no account with the name or id '" + *wanted + "'");
       }
       const auto now = clock.now().wall;
       return answer{200,
                     {{"schema", 1},
                      {"taken", domain::to_string(now)},
                      {"accounts", all_hours_json(accounts, now)}},
                     ""};
     }}};
}

} // namespace riskd::control_api
