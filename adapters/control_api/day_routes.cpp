#include "adapters/control_api/day_routes.hpp"

#include "adapters/control_api/day_json.hpp"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace riskd::control_api {

namespace {

using domain::time_point;
using domain::trading_day;
using std::chrono::days;
using std::chrono::year_month_day;

/// The trading day that is called `id`: its last instant lies on that date.
std::optional<trading_day> day_called(const domain::reset_rule& rule, year_month_day id) {
  const auto midnight = domain::local_time{std::chrono::local_days{id}};
  const auto time_of_day = rule.time_of_day;
  const auto end = time_of_day.count() == 0 ? midnight + days{1} : midnight + time_of_day;
  const auto found = domain::day_at(rule, rule.zone.to_utc(end) - domain::duration{1});
  return found.id == id ? std::optional{found} : std::nullopt;
}

/// The guarded accounts that are known at their broker, or the one of them that is meant.
std::vector<account_hours> accounts_asked_for(hours_service& hours, const std::string* only) {
  auto out = hours.hours();
  std::erase_if(out, [&](const account_hours& x) {
    return !x.id || (only && x.name != *only && domain::to_string(*x.id) != *only);
  });
  return out;
}

answer no_such_account(const std::string& name) {
  return refuse(404, "not_found", "there is no account with the name or id '" + name + "'");
}

/// What is to be read, or how to refuse it.
struct days_understood {
  std::vector<day_asked_for> wanted;
  std::optional<answer> refusal;
};

days_understood understand_days(const day_sources& from, const std::string& day,
                                const std::string* only) {
  const auto now = from.clock.now().wall;
  const auto id = domain::parse_date(day);
  days_understood out;
  if (!id && day != "today") {
    out.refusal = refuse(400, "bad_request", "day has to be a date such as 2026-03-03, or today");
    return out;
  }
  for (const auto& each : accounts_asked_for(from.hours, only)) {
    const auto found
      = id ? day_called(each.reset, *id) : std::optional{domain::day_at(each.reset, now)};
    if (!found || found->begin > now)
      out.refusal = refuse(400, "bad_request", "the trading day " + day + " has not begun");
    else
      out.wanted.push_back({each.name, {*each.id, *found}});
  }
  if (only && out.wanted.empty() && !out.refusal)
    out.refusal = no_such_account(*only);
  return out;
}

answer answer_report(const domain::story_port& stories, const std::vector<day_asked_for>& wanted,
                     time_point now, const answer_desk::limit& is_over) {
  json out{{"schema", 1}, {"taken", domain::to_string(now)}, {"accounts", json::array()}};
  for (const auto& each : wanted) {
    const auto found = stories.day(each.what, is_over);
    if (!found)
      return refuse(500, "internal_error", found.error().sentence);
    out["accounts"].push_back(day_report_json(each, *found, now));
  }
  return {200, std::move(out), ""};
}

route report_route(const day_sources& from) {
  return {method::get, "/v1/report", role::trader, {"day", "account"}, [from](const call& asked) {
            const auto* day = asked.find("day");
            const auto* only = asked.find("account");
            auto meant = understand_days(from, day ? *day : "today", only);
            if (meant.refusal)
              return std::move(*meant.refusal);
            const auto question = "report " + (day ? *day : "today") + " " + (only ? *only : "");
            return from.desk.ask(question, [from, wanted = meant.wanted](const auto& is_over) {
              return answer_report(from.stories, wanted, from.clock.now().wall, is_over);
            });
          }};
}

answer answer_moment(const domain::story_port& stories, const day_asked_for& wanted, time_point at,
                     const answer_desk::limit& is_over) {
  const auto found = stories.moment(wanted.what, at, is_over);
  if (!found)
    return refuse(500, "internal_error", found.error().sentence);
  return {200, moment_report_json(wanted, at, *found), ""};
}

route moment_route(const day_sources& from) {
  return {
    method::get, "/v1/moments/{name}", role::trader, {"at"}, [from](const call& asked) {
      const auto* given = asked.find("at");
      const auto at = given ? domain::parse_time(*given) : std::nullopt;
      if (!at || *at > from.clock.now().wall)
        return refuse(400, "bad_request",
                      "at has to be a time of the past such as 2026-03-03T15:00:00Z");
      const auto accounts = accounts_asked_for(from.hours, &asked.argument);
      if (accounts.empty())
        return no_such_account(asked.argument);
      const auto& account = accounts.front();
      const day_asked_for wanted{account.name, {*account.id, domain::day_at(account.reset, *at)}};
      return from.desk.ask("moment " + asked.argument + " " + domain::to_string(*at),
                           [from, wanted, at](const auto& is_over) {
                             return answer_moment(from.stories, wanted, *at, is_over);
                           });
    }};
}

} // namespace

route_table day_routes(const day_sources& from) {
  return {report_route(from), moment_route(from)};
}

} // namespace riskd::control_api
