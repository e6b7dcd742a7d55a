#pragma once

#include "adapters/dashboard/told_document.hpp"
#include "domain/fleet/fleet_status.hpp"
#include "domain/ports/fleet_history_port.hpp"
#include "domain/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace riskd::dashboard {

/// A trading day of an account.
struct asked_day {
  std::string daemon;
  std::string account;
  std::chrono::year_month_day day{};
  domain::time_point begin;
  domain::time_point end;
};

/// Finds when a trading day was, counted from the end of the one that the account reports: riskd
/// tells no other. Across a change of daylight-saving time it is an hour off. Fails with
/// `malformed_input` if `wanted` is neither `today` nor a date, and with `refused` while the
/// account's day is not known.
/// @param daemon The name of its daemon.
[[nodiscard]] domain::result<asked_day>
find_day(const std::string& daemon, const domain::fleet_account& account, std::string_view wanted);

/// The answer to `GET /api/daemons/{daemon}/accounts/{account}/day`. Limits and locks in force come
/// from what the account reports.
/// @param stories Of that day.
[[nodiscard]] std::string day_text(const asked_day& asked, const domain::fleet_account& account,
                                   const std::vector<domain::result_point>& points,
                                   const std::vector<domain::story_report>& stories);

} // namespace riskd::dashboard
