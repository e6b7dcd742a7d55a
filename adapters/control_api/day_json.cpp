#include "adapters/control_api/day_json.hpp"

#include "adapters/control_api/account_json.hpp"
#include "adapters/control_api/story_json.hpp"

#include <vector>

namespace riskd::control_api {

namespace {

template <class Record>
json all_of(const std::vector<Record>& records, json (*write)(const Record&)) {
  auto out = json::array();
  for (const auto& each : records)
    out.push_back(write(each));
  return out;
}

json totals_json(const domain::trade_totals& x) {
  return {{"trades", x.trades},
          {"closing", x.closing},
          {"gross", to_string(x.gross)},
          {"costs", to_string(x.fees + x.commissions)},
          {"net", to_string(x.net())}};
}

json delay_json(const std::optional<domain::duration>& median,
                const std::optional<domain::duration>& longest) {
  return {{"median", median ? json(median->count()) : json(nullptr)},
          {"longest", longest ? json(longest->count()) : json(nullptr)}};
}

json delays_json(const domain::command_delays& x) {
  return {{"count", x.commands},
          {"answered", x.answered},
          {"accepted", x.accepted},
          {"to_wire_us", delay_json(x.to_wire_median, x.to_wire_longest)},
          {"to_reply_us", delay_json(x.to_reply_median, x.to_reply_longest)}};
}

json past_position_json(const domain::past_position& x) {
  return {{"contract", x.contract.value()},
          {"direction", x.held == domain::side::buy ? "long" : "short"},
          {"size", x.size.count()},
          {"average", text_or_null(x.average)},
          {"told", domain::to_string(x.told)}};
}

/// What somebody who reads the answer might take for known.
json unknown_json(const domain::moment_report& x) {
  auto out = json::array();
  if (!x.run)
    out.push_back("Whether riskd was running then is not on record.");
  else if (x.run->type == "service_stop")
    out.push_back("riskd was not running then: what happened was found after its next start.");
  else
    out.push_back("An end of riskd by force leaves no record: it may not have been running.");
  out.push_back("Prices are not kept: what was open was worth, and how far rules were from firing, "
                "is not on record.");
  out.push_back("Working orders are not told, nor positions that have not changed since the "
                "trading day began.");
  out.push_back("Fills and results are those that the broker tells now, with its corrections.");
  if (!x.locks.empty())
    out.push_back(
      "The end of a lock is the one it had last; it may have been an earlier one then.");
  return out;
}

} // namespace

json day_report_json(const day_asked_for& asked, const domain::day_report& x,
                     domain::time_point now) {
  const auto& day = asked.what.day;
  return {{"name", asked.name},
          {"id", masked_id(asked.what.account)},
          {"day", domain::to_string(day.id)},
          {"begin", domain::to_string(day.begin)},
          {"end", domain::to_string(day.end)},
          {"is_over", day.end <= now},
          {"result", totals_json(x.totals)},
          {"recorded", text_or_null(x.recorded)},
          {"breaches", all_of(x.breaches, past_breach_json)},
          {"has_more_breaches", x.has_more_breaches},
          {"locks", all_of(x.locks, past_lock_json)},
          {"commands", delays_json(x.commands)},
          {"has_more_commands", x.has_more_commands}};
}

json moment_report_json(const day_asked_for& asked, domain::time_point at,
                        const domain::moment_report& x) {
  return {{"schema", 1},
          {"name", asked.name},
          {"id", masked_id(asked.what.account)},
          {"at", domain::to_string(at)},
          {"day", domain::to_string(asked.what.day.id)},
          {"locks", all_of(x.locks, past_lock_json)},
          {"breaches", all_of(x.breaches, past_breach_json)},
          {"has_more_breaches", x.has_more_breaches},
          {"result", totals_json(x.totals)},
          {"trades", all_of(x.trades, past_trade_json)},
          {"positions", all_of(x.positions, past_position_json)},
          {"records", all_of(x.records, logged_json)},
          {"run", x.run ? logged_json(*x.run) : json(nullptr)},
          {"unknown", unknown_json(x)}};
}

} // namespace riskd::control_api
