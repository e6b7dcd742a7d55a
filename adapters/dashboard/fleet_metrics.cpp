#include "adapters/dashboard/fleet_metrics.hpp"

#include "adapters/control_api/metric_families.hpp"
#include "adapters/dashboard/fleet_json.hpp"

#include <algorithm>
#include <optional>

namespace riskd::dashboard {

namespace {

using control_api::families;
using domain::daemon_standing;
using domain::fleet_account;
using domain::fleet_daemon;
using domain::fleet_status;

/// Writes what `read` returns of each daemon; where that is nothing there is no sample.
template <class Read>
void write_daemons(families& out, const fleet_status& status, std::string_view name,
                   std::string_view type, std::string_view help, Read read) {
  out.begin(name, type, help);
  for (const auto& each : status.daemons)
    if (const auto value = read(*each))
      out.sample({{"daemon", each->name}}, *value);
}

template <class Read>
void write_accounts(families& out, const fleet_status& status, std::string_view name,
                    std::string_view help, Read read) {
  out.begin(name, "gauge", help);
  for (const auto& daemon : status.daemons)
    for (const auto& each : daemon->accounts)
      if (const auto value = read(*daemon, each))
        out.sample({{"daemon", daemon->name}, {"account", each.what.name}}, *value);
}

using counted = std::optional<std::int64_t>;
using told_flag = std::optional<bool>;
using told_amount = std::optional<std::string>;

void write_server(families& out, const fleet_status& status, const server_counts& server,
                  domain::time_point now) {
  const auto as_count = [](std::size_t x) {
    return static_cast<std::int64_t>(x);
  };
  out.begin("riskmon_info", "gauge", "Name and version of the hub.");
  out.sample({{"hub", server.hub}, {"version", server.version}}, std::int64_t{1});
  out.begin("riskmon_uptime_seconds", "gauge", "Seconds since the start of the hub.");
  if (status.started != domain::time_point{})
    out.sample({}, seconds_between(status.started, now));
  out.begin("riskmon_connections", "gauge", "Connections to the dashboard, live ones included.");
  out.sample({}, as_count(server.connections));
  out.begin("riskmon_live_connections", "gauge", "Pages that are told what changes.");
  out.sample({}, as_count(server.live));
  out.begin("riskmon_sessions", "gauge", "Sessions that were begun and have not ended.");
  out.sample({}, as_count(server.sessions));
  out.begin("riskmon_login_failures_total", "counter", "Attempts with a wrong token.");
  out.sample({}, server.login_failures);
}

void write_state_of_daemons(families& out, const fleet_status& status, domain::time_point now) {
  write_daemons(
    out, status, "riskmon_daemon_up", "gauge", "1 while the agent is heard and its riskd answers.",
    [](const fleet_daemon& x) { return told_flag{x.standing == daemon_standing::live}; });
  out.begin("riskmon_daemon_state", "gauge", "1 for the state that the daemon is in.");
  for (const auto& each : status.daemons)
    for (const auto state : {daemon_standing::never, daemon_standing::live,
                             daemon_standing::unreachable, daemon_standing::silent})
      out.sample({{"daemon", each->name}, {"state", to_string(state)}}, each->standing == state);
  write_daemons(out, status, "riskmon_data_age_seconds", "gauge",
                "Seconds since what is known of the daemon was so.", [now](const fleet_daemon& x) {
                  const auto then = told_at(x);
                  return then ? counted{seconds_between(*then, now)} : std::nullopt;
                });
  write_daemons(
    out, status, "riskmon_clock_offset_seconds", "gauge",
    "The clock of the daemon's machine minus that of the hub.", [](const fleet_daemon& x) {
      return x.clock_offset
               ? counted{std::chrono::round<std::chrono::seconds>(*x.clock_offset).count()}
               : std::nullopt;
    });
  write_daemons(out, status, "riskmon_missed_records_total", "counter",
                "Records that did not follow those before and were asked for again.",
                [](const fleet_daemon& x) { return std::optional{x.missed}; });
  write_daemons(out, status, "riskmon_audit_intact", "gauge",
                "1 while the audit chain is unbroken, 0 once it is not.",
                [](const fleet_daemon& x) {
                  return x.audit.state == domain::chain_state::unknown
                           ? told_flag{}
                           : told_flag{x.audit.state == domain::chain_state::intact};
                });
}

void write_state_of_accounts(families& out, const fleet_status& status) {
  write_accounts(out, status, "riskmon_account_protected", "1 while riskd is known to guard it.",
                 [](const fleet_daemon& daemon, const fleet_account& x) {
                   return told_flag{daemon.standing == daemon_standing::live
                                    && x.what.state == domain::protection::protected_};
                 });
  write_accounts(
    out, status, "riskmon_account_locked", "1 while any lock was in force last.",
    [](const fleet_daemon&, const fleet_account& x) { return told_flag{x.what.is_locked}; });
  write_accounts(out, status, "riskmon_account_realized_dollars",
                 "Realized result of the trading day.",
                 [](const fleet_daemon&, const fleet_account& x) {
                   return x.what.realized ? told_amount{to_string(*x.what.realized)} : std::nullopt;
                 });
  write_accounts(out, status, "riskmon_account_unrealized_dollars",
                 "Open result of the positions that can be valued.",
                 [](const fleet_daemon&, const fleet_account& x) {
                   return x.what.unrealized ? told_amount{to_string(*x.what.unrealized)}
                                            : std::nullopt;
                 });
}

void write_alarms(families& out, const fleet_status& status) {
  using domain::fleet_alarm_kind;
  out.begin("riskmon_alarms", "gauge", "Alarms that go on.");
  for (const auto kind : {fleet_alarm_kind::daemon_silent, fleet_alarm_kind::riskd_unreachable,
                          fleet_alarm_kind::account_unprotected, fleet_alarm_kind::account_locked,
                          fleet_alarm_kind::audit_broken}) {
    const auto count
      = std::count_if(status.alarms.begin(), status.alarms.end(),
                      [kind](const auto& each) { return each.kind == kind && !each.ended; });
    out.sample({{"kind", to_string(kind)}, {"severity", to_string(severity_of(kind))}},
               static_cast<std::int64_t>(count));
  }
}

} // namespace

std::string fleet_metrics(const fleet_status& status, const server_counts& server,
                          domain::time_point now) {
  families out;
  write_server(out, status, server, now);
  write_state_of_daemons(out, status, now);
  write_state_of_accounts(out, status);
  write_alarms(out, status);
  return out.take();
}

} // namespace riskd::dashboard
