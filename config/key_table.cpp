#include "config/key_table.hpp"

#include "config/calendar_keys.hpp"
#include "config/inspection.hpp"
#include "config/leaves.hpp"
#include "config/preset.hpp"
#include "config/rules/rule_table.hpp"
#include "config/tightening.hpp"

#include <algorithm>
#include <limits>

namespace riskd::config {

namespace {

std::string gateway_name_fault(const std::string& name) {
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
           || c == '-' || c == '.';
  };
  const bool good
    = !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), is_part);
  return good ? std::string{} : "up to 64 letters, digits, '_', '-' or '.'";
}

node preset_key() {
  std::vector<std::string> names;
  for (const auto& each : presets())
    names.push_back(each.name);
  return or_null(choice("preset", std::move(names), "", "The rules to start from; see below."));
}

node make_gateway() {
  const std::vector<std::string> web{"http", "https"};
  const std::vector<std::string> hub{"http", "https", "ws", "wss"};
  auto out = section(
    "gateway", "The broker login.",
    {
      address("rest_url", web, R"("https://api.topstepx.com")", "Base of the REST calls."),
      address("user_hub_url", hub, R"("https://rtc.topstepx.com/hubs/user")",
              "Stream of orders, trades, positions and accounts."),
      address("market_hub_url", hub, R"("https://rtc.topstepx.com/hubs/market")",
              "Stream of quotes."),
      secret_reference("username", R"("${PROJECT_X_USERNAME}")", "Name of the login."),
      secret_reference("api_key", R"("${PROJECT_X_API_KEY}")", "Key of the login."),
      or_null(text("env_file", "",
                   "File with lines NAME=value that references are looked up in before the "
                   "environment; mode 600.")),
      flag("live_data", "false", "The `live` flag of market data requests."),
      or_null(text("ca_file", "", "Extra trust anchor for TLS, PEM.")),
      integer("spin_us", 0, 1'000, "25",
              "Microseconds that the thread of the login polls before it sleeps."),
      integer("inflight_max", 16, 65'536, "1024",
              "Events that may wait to be judged before the socket is no longer read."),
    });
  out.takes_references = true;
  return out;
}

node pnl_basis_key() {
  return choice("pnl_basis", {"net", "gross"}, R"("net")",
                "Whether realized results count fees and commissions.");
}

node reset_section() {
  return section("reset", "Where the trading day begins, every calendar day.",
                 {time_of_day("time", R"("17:00")", "Local time of the boundary."),
                  zone("timezone", R"("America/Chicago")", "Zone of the boundary.")});
}

std::vector<node> valuation_keys() {
  return {choice("mark", {"last", "mid", "exit_side"}, R"("last")",
                 "Which price values an open position."),
          integer("stale_after_seconds", 0, 3'600, "5",
                  "Age from which a price is stale; 0 means never.")};
}

node on_shutdown_key() {
  return tightened_along({"keep", "flatten"},
                         choice("on_shutdown", {"keep", "flatten"}, R"("keep")",
                                "What happens to positions and orders when the daemon stops."));
}

node override_section() {
  auto out = section("override",
                     "What differs for this account, merged over the file (RFC 7396): null takes a "
                     "rule's block away.",
                     {pnl_basis_key(), reset_section(),
                      section("market", "How positions are valued.", valuation_keys()),
                      calendar_section(), rules_section(), on_shutdown_key()});
  out.optional = true;
  return out;
}

node make_account() {
  using limits = std::numeric_limits<std::int64_t>;
  auto out = section(
    "account", "One account to guard.",
    {text("name", "", "Exact name at the gateway; `name` or `id` is required."),
     or_null(integer("id", limits::min(), limits::max(), "", "Id at the gateway.")),
     text("gateway", "", "Key in `gateways`; required if it has several."),
     tightened_by(true, flag("enabled", "true", "Off leaves the account unguarded.")),
     tightened_along({"shadow", "enforce"}, choice("mode", {"enforce", "shadow"}, R"("enforce")",
                                                   "`shadow` records commands and sends none.")),
     override_section()});
  // E-7.
  out.schema = R"({"anyOf": [{"required": ["name"]},
    {"required": ["id"], "properties": {"id": {"type": "integer"}}}]})";
  return out;
}

node make_channel() {
  auto severities
    = list_of("severities", choice("", {"info", "warning", "critical", "emergency"}, "", ""),
              "Which alerts are sent; none listed means all.");
  severities.type = "list of info | warning | critical | emergency";
  return section("channel", "One place where alerts are sent.",
                 {required(choice("kind", {"discord", "telegram", "ntfy", "slack", "webhook"}, "",
                                  "The service.")),
                  or_null(secret_reference("url", "", "Where to send.")),
                  or_null(secret_reference("token", "", "Authorization.")), std::move(severities)});
}

node market_section() {
  auto keys = valuation_keys();
  keys.push_back(integer("conflate_ms", 0, 100, "100",
                         "Milliseconds within which quotes of one contract may be merged."));
  keys.push_back(products("subscribe", "Products whose quotes are read before any position."));
  return section("market", "Quotes.", std::move(keys));
}

node required_rules_key() {
  std::vector<std::string> keys;
  for (const auto& entry : rule_table())
    keys.emplace_back(domain::config_key(entry.id));
  auto out = list_of("required_rules", choice("", std::move(keys), "", ""),
                     "Rules that must be active for every account.");
  out.type = "list of rule keys";
  return tightened_by_entries(std::move(out));
}

node accounts_key() {
  auto out = list_of("accounts", account_section(),
                     "The accounts to guard; empty only for offline commands.");
  return out;
}

node gateways_key() {
  auto out
    = table_of("gateways", gateway_section(), {"^[A-Za-z0-9._-]{1,64}$", gateway_name_fault},
               "Several logins by name, each with the keys of `gateway`, which it excludes.");
  out.type = "map name -> gateway";
  return out;
}

node with_references(node from) {
  from.takes_references = true;
  return from;
}

node make_notifications() {
  return with_references(section(
    "notifications", "Who is told.",
    {list_of("channels", channel_section(), "Where alerts are sent."),
     or_null(secret_reference("heartbeat_url", "", "Address that is called while all is well."))}));
}

std::vector<node> account_rules_part() {
  return {pnl_basis_key(),    reset_section(), market_section(),
          calendar_section(), rules_section(), required_rules_key()};
}

std::vector<node> daemon_part() {
  return {
    section("reconcile", "Comparison with the broker.",
            {integer("interval_seconds", 5, 300, "30", "How often, while nothing is wrong.")}),
    on_shutdown_key(),
    tightened_along({"alert", "close_only", "flatten"},
                    choice("safe_mode", {"alert", "close_only", "flatten"}, R"("close_only")",
                           "What happens to an account whose events can no longer be judged.")),
    section("supervision", "How many failures of its actors an account bears.",
            {tightened_by_less(integer("restarts", 1, 100, "3", "Incidents until it is locked.")),
             integer("window_seconds", 1, 3'600, "60", "Within how long.")}),
    with_references(section("storage", "The journal.",
                            {text("dir", R"("state")", "Folder, from the working directory.")})),
    with_references(section("logging", "The log.",
                            {text("dir", R"("logs")", "Folder, from the working directory."),
                             choice("level", {"DEBUG", "INFO", "WARN", "WARNING", "ERROR"},
                                    R"("INFO")", "The least severe level that is written.")})),
    with_references(section("operator", "The local API.",
                            {text("socket", R"("riskd.sock")", "Path of the Unix socket."),
                             text("admin_group", R"("riskd-admin")", "Group that may administer."),
                             text("trader_group", R"("riskd")", "Group that may read.")})),
    section("alerts", "Early warnings.",
            {integers("warn_at_percent", 1, 99, "[50, 70, 85]",
                      "Percentages of a limit at which it is announced.")}),
    section("metrics", "Figures for a monitor.",
            {or_null(integer("tcp_port", 1, 65'535, "", "Port on the loopback interface."))}),
    section("record", "Capture of live events.",
            {or_null(text("file", "", "File in replay format."))}),
    make_notifications(),
  };
}

node version_key() {
  return required(integer("version", 1, 1, "", "Version of this format."));
}

node make_root() {
  auto keys = std::vector<node>{version_key(), preset_key(), gateway_section(), gateways_key(),
                                accounts_key()};
  for (auto& each : account_rules_part())
    keys.push_back(std::move(each));
  for (auto& each : daemon_part())
    keys.push_back(std::move(each));
  auto out = section("", "", std::move(keys));
  out.schema = R"({"not": {"required": ["gateway", "gateways"],
    "properties": {"gateways": {"minProperties": 1}}}})";
  out.check = [](value& x, inspection& inspected) {
    const auto* gateway = x.find("gateway");
    const auto* gateways = x.find("gateways");
    if (gateway && gateways && !gateways->members.empty())
      inspected.note(*gateway, problem_code::form, "gateway beside gateways", "one of both");
  };
  return out;
}

} // namespace

const node& gateway_section() {
  static const auto form = make_gateway();
  return form;
}

const node& account_section() {
  static const auto form = make_account();
  return form;
}

const node& channel_section() {
  static const auto form = make_channel();
  return form;
}

const node& notification_file_section() {
  static const auto form = section("", "", {version_key(), make_notifications()});
  return form;
}

const node& root_section() {
  static const auto form = make_root();
  return form;
}

} // namespace riskd::config
