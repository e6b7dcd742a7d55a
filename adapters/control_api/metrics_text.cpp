#include "adapters/control_api/metrics_text.hpp"

#include "adapters/control_api/metric_families.hpp"

#include <array>
#include <chrono>
#include <string_view>

namespace riskd::control_api {

namespace {

using domain::account_status;
using domain::daemon_status;
using domain::gateway_status;
using domain::time_point;

/// A figure of a rule as a number; nothing for one that is a word.
std::optional<std::string> number_of(const std::optional<domain::measure>& x) {
  if (!x || std::holds_alternative<domain::condition_word>(*x))
    return std::nullopt;
  return to_string(*x);
}

void write_daemon(families& out, const shown_status& shown) {
  const auto& status = shown.status;
  out.begin("riskd_info", "gauge", "Version of the daemon.");
  out.sample({{"version", status.version}}, std::int64_t{1});
  out.begin("riskd_healthy", "gauge", "1 if the daemon is READY and every account is guarded.");
  out.sample({}, shown.found.is_healthy());
  out.begin("riskd_phase", "gauge", "1 for the phase that the daemon is in.");
  for (const auto phase : {domain::daemon_phase::starting, domain::daemon_phase::ready,
                           domain::daemon_phase::degraded, domain::daemon_phase::stopping})
    out.sample({{"phase", to_string(phase)}}, status.phase == phase);
  out.begin("riskd_uptime_seconds", "gauge", "Seconds since the start.");
  out.sample({}, seconds_since(status.started, shown.now));
  out.begin("riskd_status_age_seconds", "gauge", "Age of the status that all of this is from.");
  if (const auto taken = reported(status))
    out.sample({}, seconds_since(*taken, shown.now));
  out.begin("riskd_storage_writable", "gauge", "1 if the store can be written.");
  out.sample({}, status.storage.writable);
}

template <class Read>
void write_gateways(families& out, const daemon_status& status, std::string_view name,
                    std::string_view type, std::string_view help, Read read) {
  out.begin(name, type, help);
  for (const auto& each : status.gateways)
    out.sample({{"gateway", each.name}}, read(each));
}

void write_links(families& out, const shown_status& shown) {
  out.begin("riskd_link_up", "gauge", "1 if the link to the broker works.");
  for (const auto& gateway : shown.status.gateways)
    for (const auto& each : gateway.links)
      out.sample({{"gateway", gateway.name}, {"link", to_string(each.which)}}, each.up);
  out.begin("riskd_link_data_age_seconds", "gauge", "Seconds since something came over the link.");
  for (const auto& gateway : shown.status.gateways)
    for (const auto& each : gateway.links)
      if (each.last_record)
        out.sample({{"gateway", gateway.name}, {"link", to_string(each.which)}},
                   seconds_since(*each.last_record, shown.now));
}

void write_logins(families& out, const shown_status& shown) {
  const auto& status = shown.status;
  write_gateways(out, status, "riskd_gateway_logged_in", "gauge",
                 "1 while the login is accepted by the broker.",
                 [](const gateway_status& x) { return x.logged_in; });
  write_gateways(out, status, "riskd_gateway_reconnects_total", "counter",
                 "Connections that were opened again.",
                 [](const gateway_status& x) { return x.reconnects; });
  write_gateways(out, status, "riskd_gateway_frames_rejected_total", "counter",
                 "Records that were not what the protocol describes.",
                 [](const gateway_status& x) { return x.frames_rejected; });
  out.begin("riskd_gateway_token_expires_seconds", "gauge",
            "Seconds until the token of the login expires.");
  for (const auto& each : status.gateways)
    if (each.token_expires)
      out.sample({{"gateway", each.name}}, seconds_until(*each.token_expires, shown.now));
}

template <class Read>
void write_accounts(families& out, const daemon_status& status, std::string_view name,
                    std::string_view type, std::string_view help, Read read) {
  out.begin(name, type, help);
  for (const auto& each : status.accounts)
    out.sample({{"account", each.name}}, read(each));
}

void write_money(families& out, const daemon_status& status) {
  write_accounts(out, status, "riskd_account_realized_dollars", "gauge",
                 "Realized result of the trading day.",
                 [](const account_status& x) { return to_string(x.realized); });
  write_accounts(out, status, "riskd_account_unrealized_dollars", "gauge",
                 "Open result of the positions that can be valued.",
                 [](const account_status& x) { return to_string(x.unrealized); });
  out.begin("riskd_account_balance_dollars", "gauge", "Balance as the broker told it last.");
  for (const auto& each : status.accounts)
    if (each.balance)
      out.sample({{"account", each.name}}, to_string(*each.balance));
}

void write_protection(families& out, const shown_status& shown) {
  const auto& status = shown.status;
  out.begin("riskd_account_state", "gauge", "1 for the state that the account is in.");
  for (const auto& each : status.accounts)
    for (const auto state :
         {domain::protection::starting, domain::protection::protected_, domain::protection::shadow,
          domain::protection::degraded, domain::protection::unprotected})
      out.sample({{"account", each.name}, {"state", to_string(state)}}, each.state == state);
  write_accounts(out, status, "riskd_account_can_trade", "gauge",
                 "1 if the broker lets the account trade.",
                 [](const account_status& x) { return x.can_trade; });
  write_accounts(out, status, "riskd_account_locked", "gauge", "1 while any lock is in force.",
                 [](const account_status& x) { return !x.locks.empty(); });
  write_accounts(out, status, "riskd_account_open_positions", "gauge",
                 "Contracts in which something is held.",
                 [](const account_status& x) { return std::uint64_t{x.positions.size()}; });
  write_accounts(out, status, "riskd_account_live_orders", "gauge", "Orders that can still fill.",
                 [](const account_status& x) { return std::uint64_t{x.live_orders.size()}; });
  write_accounts(out, status, "riskd_account_events_total", "counter",
                 "Events of the broker that changed the account.",
                 [](const account_status& x) { return x.events_applied; });
  write_accounts(out, status, "riskd_account_events_quarantined_total", "counter",
                 "Events that were set aside because they killed an actor.",
                 [](const account_status& x) { return x.events_quarantined; });
  out.begin("riskd_account_compared_age_seconds", "gauge",
            "Seconds since the account was last compared with the broker.");
  for (const auto& each : status.accounts)
    if (each.last_reconciled)
      out.sample({{"account", each.name}}, seconds_since(*each.last_reconciled, shown.now));
}

void write_enforcement(families& out, const daemon_status& status) {
  write_accounts(out, status, "riskd_enforcement_active", "gauge",
                 "1 while the account is being brought to what its rules demand.",
                 [](const account_status& x) { return x.enforcement.active; });
  out.begin("riskd_enforcement_flat_seconds", "gauge",
            "How long the latest enforcement took until the broker proved it.");
  for (const auto& each : status.accounts)
    if (const auto& last = each.enforcement; last.started && last.verified_flat) {
      const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(*last.verified_flat
                                                                               - *last.started);
      auto text = std::to_string(taken.count());
      text.insert(0, text.size() < 4 ? 4 - text.size() : 0, '0');
      out.sample({{"account", each.name}}, text.insert(text.size() - 3, "."));
    }
}

struct rule_family {
  const char* name;
  const char* help;
  std::optional<std::string> (*read)(const domain::rule_status& x);
};

constexpr std::array rule_families{
  rule_family{"riskd_rule_observed", "What the rule compares now: dollars or a count.",
              [](const domain::rule_status& x) {
                return number_of(x.observed);
              }},
  rule_family{"riskd_rule_limit", "What it is compared with.",
              [](const domain::rule_status& x) {
                return number_of(x.limit);
              }},
  rule_family{"riskd_rule_utilisation_ratio", "Share of the limit that is used up; 1 is a breach.",
              [](const domain::rule_status& x) -> std::optional<std::string> {
                if (!x.utilisation_percent)
                  return std::nullopt;
                auto text = std::to_string(*x.utilisation_percent);
                text.insert(0, text.size() < 3 ? 3 - text.size() : 0, '0');
                return text.insert(text.size() - 2, ".");
              }},
  rule_family{"riskd_rule_armed", "1 if it fired at its latest self-test.",
              [](const domain::rule_status& x) -> std::optional<std::string> {
                return x.armed ? "1" : "0";
              }},
  rule_family{"riskd_rule_failed", "1 if it cannot be judged.",
              [](const domain::rule_status& x) -> std::optional<std::string> {
                return x.failed ? "1" : "0";
              }},
};

void write_rules(families& out, const daemon_status& status) {
  for (const auto& family : rule_families) {
    out.begin(family.name, "gauge", family.help);
    for (const auto& account : status.accounts)
      for (const auto& each : account.rules)
        if (const auto value = family.read(each); value && each.enabled)
          out.sample({{"account", account.name}, {"rule", to_string(each.rule)}}, *value);
  }
}

void write_locks(families& out, const shown_status& shown) {
  out.begin("riskd_lock_remaining_seconds", "gauge",
            "Seconds until a lock ends; one that ends on a condition has none.");
  for (const auto& account : shown.status.accounts)
    for (const auto& each : account.locks)
      if (each.until)
        out.sample({{"account", account.name}, {"rule", to_string(each.rule)}},
                   seconds_until(*each.until, shown.now));
  out.begin("riskd_lock_active", "gauge", "1 for each lock that is in force.");
  for (const auto& account : shown.status.accounts)
    for (const auto& each : account.locks)
      out.sample({{"account", account.name}, {"rule", to_string(each.rule)}}, true);
}

template <class Read>
void write_channels(families& out, const daemon_status& status, std::string_view name,
                    std::string_view type, std::string_view help, Read read) {
  out.begin(name, type, help);
  std::size_t number = 0;
  for (const auto& each : status.notifications.channels)
    out.sample({{"channel", std::to_string(++number)}, {"kind", each.kind}}, read(each));
}

void write_deliveries(families& out, const daemon_status& status) {
  using domain::channel_status;
  write_channels(out, status, "riskd_notifications_delivered_total", "counter",
                 "Messages that reached the receiver.",
                 [](const channel_status& x) { return x.delivered; });
  write_channels(out, status, "riskd_notifications_failed_total", "counter",
                 "Attempts to reach the receiver that failed.",
                 [](const channel_status& x) { return x.failures; });
  write_channels(out, status, "riskd_notifications_given_up_total", "counter",
                 "Notices that will never reach the receiver.",
                 [](const channel_status& x) { return x.given_up; });
  write_channels(out, status, "riskd_notifications_waiting", "gauge",
                 "Notices that are yet to reach the receiver.",
                 [](const channel_status& x) { return std::uint64_t{x.waiting}; });
  out.begin("riskd_heartbeat_beating", "gauge", "0 while the heartbeat is withheld.");
  if (const auto& heartbeat = status.notifications.heartbeat)
    out.sample({}, heartbeat->beating);
}

std::string in_seconds(domain::duration x) {
  auto text = std::to_string(x.count());
  text.insert(0, text.size() < 7 ? 7 - text.size() : 0, '0');
  return text.insert(text.size() - 6, ".");
}

void write_histogram(families& out, std::string_view name, std::string_view help,
                     const domain::latency_histogram& measured) {
  const auto read = measured.read();
  out.begin(name, "histogram", help);
  for (std::size_t i = 0; i < domain::latency_histogram::bounds.size(); ++i)
    out.part("_bucket", {{"le", in_seconds(domain::latency_histogram::bounds[i])}},
             std::to_string(read.up_to[i]));
  out.part("_bucket", {{"le", "+Inf"}}, std::to_string(read.up_to.back()));
  out.part("_sum", {}, in_seconds(read.sum));
  out.part("_count", {}, std::to_string(read.up_to.back()));
}

void write_calls(families& out, const domain::measurements& measured) {
  const auto write = [&](std::string_view name, std::string_view type, std::string_view help,
                         const domain::measured_count domain::login_measurements::*commands,
                         const domain::measured_count domain::login_measurements::*queries) {
    out.begin(name, type, help);
    for (const auto& each : measured.logins) {
      out.sample({{"gateway", each.name}, {"kind", "command"}}, (each.*commands).load());
      out.sample({{"gateway", each.name}, {"kind", "query"}}, (each.*queries).load());
    }
  };
  using domain::login_measurements;
  write("riskd_gateway_calls_total", "counter",
        "REST calls that were begun; the broker limits their rate.",
        &login_measurements::commands_begun, &login_measurements::queries_begun);
  write("riskd_gateway_calls_waiting", "gauge", "REST calls that wait for their turn.",
        &login_measurements::commands_waiting, &login_measurements::queries_waiting);
}

void write_measurements(families& out, const domain::measurements& measured) {
  write_histogram(out, "riskd_step_seconds",
                  "From the receipt of an event to the end of its step: applied and judged.",
                  measured.step);
  write_histogram(out, "riskd_decision_seconds",
                  "From the receipt of a cause to the hand-over of a command to the gateway.",
                  measured.decision);
  write_histogram(out, "riskd_journal_commit_seconds",
                  "From the begin of a transaction of the journal to the end of its commit.",
                  measured.journal_commit);
  out.begin("riskd_journal_waiting", "gauge", "Records that wait for the journal.");
  out.sample({}, measured.journal_waiting.load());
  out.begin("riskd_actors_replaced_total", "counter", "Actors that died and were replaced.");
  out.sample({{"actor", "account_supervisor"}}, measured.accounts_replaced.load());
  out.sample({{"actor", "child"}}, measured.children_replaced.load());
  out.sample({{"actor", "gateway"}}, measured.gateways_replaced.load());
  write_calls(out, measured);
}

} // namespace

std::string metrics_text(const shown_status& shown, const domain::measurements* measured) {
  families out;
  write_daemon(out, shown);
  write_links(out, shown);
  write_logins(out, shown);
  write_protection(out, shown);
  write_money(out, shown.status);
  write_enforcement(out, shown.status);
  write_rules(out, shown.status);
  write_locks(out, shown);
  write_deliveries(out, shown.status);
  if (measured != nullptr)
    write_measurements(out, *measured);
  return out.take();
}

} // namespace riskd::control_api
