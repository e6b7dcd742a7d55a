#include "adapters/control_api/why_routes.hpp"

#include "adapters/control_api/account_json.hpp"
#include "adapters/control_api/status_json.hpp"

#include <utility>
#include <variant>

namespace riskd::control_api {

namespace {

/// Trades that are shown; older ones are in the report of the day.
constexpr std::int64_t trades_shown = 10;

/// `limit - observed`, or the other way round for what is reached from above; empty if that is no
/// number that fits.
std::optional<std::int64_t> room_between(std::int64_t limit, std::int64_t observed) {
  std::int64_t out = 0;
  const bool is_too_far = limit < 0 ? __builtin_sub_overflow(observed, limit, &out)
                                    : __builtin_sub_overflow(limit, observed, &out);
  return is_too_far ? std::nullopt : std::optional{out};
}

json rules_json(const domain::account_status& account) {
  auto out = json::array();
  for (const auto& each : account.rules) {
    auto row = rule_json(each);
    row["distance"] = text_or_null(distance_to(each.limit, each.observed));
    out.push_back(std::move(row));
  }
  return out;
}

json why_json(const shown_status& shown, const domain::history_part<domain::past_trade>& trades) {
  const auto& account = *shown.only;
  auto out = status_head(shown);
  out["account"] = account_summary_json(account, shown.now);
  out["locks"] = locks_json(account, shown.now);
  out["safe_mode"] = safe_mode_json(account.safe);
  out["rules"] = rules_json(account);
  out["positions"] = positions_json(account, shown.now);
  out["trades"] = json::array();
  for (const auto& each : trades.records)
    out["trades"].push_back(past_trade_json(each));
  return out;
}

/// Reads the trades of the account, if it was found at its broker already.
domain::result<domain::history_part<domain::past_trade>>
trades_of(const domain::account_status& account, const domain::history_port& past,
          const answer_desk::limit& is_over) {
  if (!account.id)
    return domain::history_part<domain::past_trade>{};
  return past.trades({account.id, trades_shown}, is_over);
}

answer answer_why(const history_sources& from, const domain::wall_clock& clock,
                  const std::string& name, const answer_desk::limit& is_over) {
  const auto latest = from.status.latest();
  const auto* account = find_account(*latest, name);
  if (account == nullptr)
    return refuse(404, "not_found", "there is no account with the name or id '" + name + "'");
  const auto trades = trades_of(*account, from.past, is_over);
  if (!trades)
    return refuse(500, "internal_error", trades.error().sentence);
  return {200, why_json({*latest, clock.now().wall, {}, account}, *trades), ""};
}

} // namespace

std::optional<domain::measure> distance_to(const std::optional<domain::measure>& limit,
                                           const std::optional<domain::measure>& observed) {
  if (!limit || !observed)
    return std::nullopt;
  if (const auto* most = std::get_if<domain::money>(&*limit))
    if (const auto* now = std::get_if<domain::money>(&*observed))
      if (const auto room = room_between(most->units(), now->units()))
        return domain::money{*room};
  if (const auto* most = std::get_if<domain::quantity>(&*limit))
    if (const auto* now = std::get_if<domain::quantity>(&*observed))
      if (const auto room = room_between(most->count(), now->count()))
        return domain::quantity{*room};
  return std::nullopt;
}

route_table why_routes(const history_sources& from, const domain::wall_clock& clock) {
  return {{method::get, "/v1/why/{name}", role::trader, {}, [from, &clock](const call& asked) {
             const auto name = asked.argument;
             if (find_account(*from.status.latest(), name) == nullptr)
               return refuse(404, "not_found",
                             "there is no account with the name or id '" + name + "'");
             return from.desk.ask("why " + name, [from, &clock, name](const auto& is_over) {
               return answer_why(from, clock, name, is_over);
             });
           }}};
}

} // namespace riskd::control_api
