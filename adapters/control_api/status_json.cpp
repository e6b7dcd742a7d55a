#include "adapters/control_api/status_json.hpp"

#include "adapters/control_api/account_json.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace riskd::control_api {

namespace {

using domain::account_status;
using domain::daemon_status;
using domain::protection;
using domain::time_point;

constexpr int schema = 1;

json problems_json(const std::vector<problem>& problems) {
  auto out = json::array();
  for (const auto& each : problems)
    out.push_back({{"state", each.state},
                   {"account", each.account.empty() ? json(nullptr) : json(each.account)},
                   {"text", each.text}});
  return out;
}

json readiness_json(const readiness& found) {
  return {{"healthy", found.is_healthy()},
          {"headline", found.headline},
          {"problems", problems_json(found.problems)}};
}

/// The accounts that are to be shown.
std::vector<const account_status*> accounts_of(const shown_status& shown) {
  if (shown.only != nullptr)
    return {shown.only};
  std::vector<const account_status*> all;
  for (const auto& each : shown.status.accounts)
    all.push_back(&each);
  return all;
}

json daemon_json(const daemon_status& status, time_point now) {
  return {
    {"version", status.version},
    {"pid", status.pid},
    {"started", domain::to_string(status.started)},
    {"uptime_seconds", seconds_since(status.started, now)},
    {"phase", to_string(status.phase)},
    {"reasons", status.reasons},
    {"storage", {{"writable", status.storage.writable}, {"remark", status.storage.remark}}},
  };
}

json link_json(const domain::link_status& link, time_point now) {
  return {
    {"link", to_string(link.which)},
    {"up", link.up},
    {"last_record", text_or_null(link.last_record)},
    {"last_record_age_seconds", age_or_null(link.last_record, now)},
    {"remark", link.remark},
  };
}

json gateway_json(const domain::gateway_status& gateway, time_point now) {
  auto links = json::array();
  for (const auto& each : gateway.links)
    links.push_back(link_json(each, now));
  auto unknown = json::array();
  for (const auto& each : gateway.unknown_contracts)
    unknown.push_back(each.value());
  return {
    {"name", gateway.name},
    {"logged_in", gateway.logged_in},
    {"login_remark", gateway.login_remark},
    {"token_expires", text_or_null(gateway.token_expires)},
    {"token_remaining_seconds", remaining_or_null(gateway.token_expires, now)},
    {"clock_correction_seconds",
     std::chrono::round<std::chrono::seconds>(gateway.clock_correction).count()},
    {"links", std::move(links)},
    {"frames_rejected", gateway.frames_rejected},
    {"reconnects", gateway.reconnects},
    {"unknown_contracts", std::move(unknown)},
    {"unresolved_accounts", gateway.unresolved_accounts},
  };
}

json channel_json(const domain::channel_status& channel, std::size_t number, time_point now) {
  auto severities = json::array();
  for (const auto each : channel.severities)
    severities.push_back(to_string(each));
  auto lost = json::array();
  for (const auto& each : channel.dead_letters)
    lost.push_back({{"ts", domain::to_string(each.at)},
                    {"code", each.code},
                    {"name", each.account.empty() ? json(nullptr) : json(each.account)},
                    {"count", each.count},
                    {"reason", each.reason}});
  return {
    {"channel", number},
    {"kind", channel.kind},
    {"severities", std::move(severities)},
    {"usable", channel.usable},
    {"waiting", channel.waiting},
    {"delivered", channel.delivered},
    {"failures", channel.failures},
    {"given_up", channel.given_up},
    {"last_success", text_or_null(channel.last_success)},
    {"last_success_age_seconds", age_or_null(channel.last_success, now)},
    {"last_error", channel.last_error},
    {"latest_given_up", std::move(lost)},
  };
}

json notifications_json(const domain::notification_status& told, time_point now) {
  auto channels = json::array();
  for (const auto& each : told.channels)
    channels.push_back(channel_json(each, channels.size() + 1, now));
  json out{{"channels", std::move(channels)}, {"heartbeat", nullptr}};
  if (const auto& beat = told.heartbeat)
    out["heartbeat"] = {
      {"beating", beat->beating},
      {"delivered", beat->delivered},
      {"failures", beat->failures},
      {"last_success", text_or_null(beat->last_success)},
      {"last_success_age_seconds", age_or_null(beat->last_success, now)},
      {"last_error", beat->last_error},
    };
  return out;
}

/// Name of the account with the given id, or null.
json name_of(const daemon_status& status, const std::optional<domain::account_id>& id) {
  for (const auto& each : status.accounts)
    if (id && each.id == id)
      return each.name;
  return nullptr;
}

/// Alerts of other accounts than `shown.only` are left out.
json alerts_json(const shown_status& shown) {
  auto out = json::array();
  for (const auto& each : shown.status.alerts) {
    if (shown.only != nullptr && each.account && each.account != shown.only->id)
      continue;
    out.push_back({
      {"ts", domain::to_string(each.at)},
      {"age_seconds", seconds_since(each.at, shown.now)},
      {"name", name_of(shown.status, each.account)},
      {"id", masked_id(each.account)},
      {"code", to_string(each.what.code)},
      {"severity", to_string(severity_of(each.what.code))},
      {"contract", text_or_null(each.what.contract)},
      {"detail", each.what.detail},
    });
  }
  return out;
}

json counts_json(const daemon_status& status) {
  const auto count = [&status](auto matches) {
    return std::count_if(status.accounts.begin(), status.accounts.end(), matches);
  };
  const auto in_state = [&count](protection wanted) {
    return count([wanted](const account_status& x) { return x.state == wanted; });
  };
  return {
    {"total", status.accounts.size()},
    {"protected", in_state(protection::protected_)},
    {"shadow", in_state(protection::shadow)},
    {"starting", in_state(protection::starting)},
    {"degraded", in_state(protection::degraded)},
    {"unprotected", in_state(protection::unprotected)},
    {"locked", count([](const account_status& x) { return !x.locks.empty(); })},
  };
}

/// One list of what the accounts have, each row with the account it is of.
template <class List>
json rows_with_account(const shown_status& shown, const char* key, List list) {
  auto out = status_head(shown);
  out[key] = json::array();
  for (const auto* each : accounts_of(shown))
    for (const auto& row : list(*each)) {
      auto with_account = json{{"name", each->name}, {"id", masked_id(each->id)}};
      with_account.update(row);
      out[key].push_back(std::move(with_account));
    }
  return out;
}

} // namespace

json status_head(const shown_status& shown) {
  const auto taken = reported(shown.status);
  return {{"schema", schema},
          {"taken", text_or_null(taken)},
          {"age_seconds", age_or_null(taken, shown.now)}};
}

json status_json(const shown_status& shown) {
  auto out = status_head(shown);
  out.update(readiness_json(shown.found));
  out["daemon"] = daemon_json(shown.status, shown.now);
  out["gateways"] = json::array();
  for (const auto& each : shown.status.gateways)
    out["gateways"].push_back(gateway_json(each, shown.now));
  out["accounts"] = json::array();
  for (const auto* each : accounts_of(shown))
    out["accounts"].push_back(account_json(*each, shown.now));
  out["alerts"] = alerts_json(shown);
  out["notifications"] = notifications_json(shown.status.notifications, shown.now);
  return out;
}

json accounts_json(const shown_status& shown) {
  auto out = status_head(shown);
  out["accounts"] = json::array();
  for (const auto* each : accounts_of(shown))
    out["accounts"].push_back(account_summary_json(*each, shown.now));
  return out;
}

json one_account_json(const shown_status& shown) {
  RISKD_EXPECTS(shown.only != nullptr);
  auto out = status_head(shown);
  out["account"] = account_json(*shown.only, shown.now);
  return out;
}

json all_locks_json(const shown_status& shown) {
  return rows_with_account(shown, "locks",
                           [&](const auto& each) { return locks_json(each, shown.now); });
}

json all_results_json(const shown_status& shown) {
  auto out = status_head(shown);
  out["accounts"] = json::array();
  for (const auto* each : accounts_of(shown))
    out["accounts"].push_back(results_json(*each, shown.now));
  return out;
}

json all_positions_json(const shown_status& shown) {
  return rows_with_account(shown, "positions",
                           [&](const auto& each) { return positions_json(each, shown.now); });
}

json all_orders_json(const shown_status& shown) {
  return rows_with_account(shown, "orders", orders_json);
}

json health_json(const shown_status& shown) {
  auto out = status_head(shown);
  out.update(readiness_json(shown.found));
  out["phase"] = to_string(shown.status.phase);
  out["accounts"] = counts_json(shown.status);
  return out;
}

json version_json(const daemon_status& status) {
  return {{"schema", schema}, {"name", "riskd"}, {"version", status.version}, {"api", "v1"}};
}

json error_json(std::string_view code, std::string_view sentence) {
  return {{"schema", schema}, {"error", {{"code", code}, {"message", sentence}}}};
}

const account_status* find_account(const daemon_status& status, std::string_view name_or_id) {
  const auto matching = [&status](auto matches) {
    const auto found = std::find_if(status.accounts.begin(), status.accounts.end(), matches);
    return found == status.accounts.end() ? nullptr : &*found;
  };
  if (const auto* named = matching([&](const account_status& x) { return x.name == name_or_id; }))
    return named;
  return matching([&](const account_status& x) { return x.id && to_string(*x.id) == name_or_id; });
}

} // namespace riskd::control_api
