#include "apps/risksim/assembly.hpp"

#include "adapters/simulator/json_web_token.hpp"
#include "adapters/simulator/json_writer.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "apps/risksim/market_options.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace riskd::risksim {

namespace {

using simulator::gateway_contents;

constexpr std::size_t secret_bytes = 32;

domain::failure invalid(const char* option, const std::string& what) {
  return {domain::failure_code::malformed_input, std::string{option} + ": " + what};
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out{{}};
  for (const char c : text)
    if (c == separator)
      out.emplace_back();
    else
      out.back() += c;
  return out;
}

domain::result<void> add_users(const options& wanted, gateway_contents& out) {
  if (wanted.users.empty() && wanted.accounts.empty()) {
    out.users.push_back({"demo", "demo-key"});
    simulator::account practice;
    practice.user = "demo";
    practice.name = "PRAC-V2-DEMO-1";
    practice.balance = domain::dollars(50'000);
    out.accounts.push_back(practice);
    return {};
  }
  for (const auto& text : wanted.users) {
    const auto colon = text.find(':');
    if (colon == 0 || colon == std::string::npos || colon + 1 == text.size())
      return invalid("--user", "'" + text + "' is not NAME:APIKEY");
    out.users.push_back({text.substr(0, colon), text.substr(colon + 1)});
  }
  return {};
}

domain::result<simulator::account> read_account(const std::string& text,
                                                const gateway_contents& contents) {
  const auto parts = split(text, ':');
  if (parts.size() != 3 && parts.size() != 4)
    return invalid("--account", "'" + text + "' is not USER:NAME:BALANCE[:ID]");
  const auto balance = domain::parse_money(parts[2]);
  const auto id = parts.size() == 4 ? domain::parse_decimal(parts[3], 0) : std::int64_t{0};
  const bool is_known
    = std::any_of(contents.users.begin(), contents.users.end(),
                  [&](const simulator::gateway_user& x) { return x.name == parts[0]; });
  if (!is_known)
    return invalid("--account", "there is no --user named '" + parts[0] + "'");
  if (!balance || parts[1].empty())
    return invalid("--account", "'" + text + "' has no name or no balance in dollars");
  if (!id || *id < 0 || (parts.size() == 4 && *id == 0))
    return invalid("--account", "'" + parts.back() + "' is not a positive id");
  simulator::account out;
  out.user = parts[0];
  out.name = parts[1];
  out.balance = *balance;
  out.id = domain::account_id{*id};
  return out;
}

domain::result<void> add_accounts(const options& wanted, gateway_contents& out) {
  std::set<domain::account_id> ids;
  for (const auto& text : wanted.accounts) {
    auto x = read_account(text, out);
    if (!x)
      return x.error();
    if (x->id != domain::account_id{} && !ids.insert(x->id).second)
      return invalid("--account", "id " + to_string(x->id) + " is given twice");
    out.accounts.push_back(std::move(*x));
  }
  // Given ids first, so that a chosen id never takes one of them.
  std::stable_partition(out.accounts.begin(), out.accounts.end(),
                        [](const simulator::account& x) { return x.id != domain::account_id{}; });
  return {};
}

domain::result<void> apply_settings(const options& wanted, gateway_contents& out) {
  auto& settings = out.settings;
  settings.token_lifetime_s = wanted.token_lifetime_s;
  settings.single_session = wanted.single_session;
  auto texts = wanted.settings;
  if (wanted.is_instant)
    for (const auto* name : {"market_fill_ms", "close_fill_ms", "stop_fill_ms",
                             "bracket_activation_ms", "oco_cancel_ms", "rejection_ms",
                             "reply_min_ms", "reply_max_ms", "stop_slippage_ticks_max"})
      texts.insert(texts.begin(), std::string{name} + "=0");
  for (const auto& text : texts) {
    const auto equals = std::min(text.find('='), text.size());
    const auto value = text.substr(std::min(equals + 1, text.size()));
    if (const auto set = simulator::set_setting(settings, text.substr(0, equals), value); !set)
      return invalid("--set", set.error().sentence);
  }
  return {};
}

} // namespace

domain::result<assembly> assemble(const options& wanted, domain::time_point now) {
  assembly out;
  auto& contents = out.contents;
  for (const auto step : {add_users, add_accounts, apply_settings})
    if (const auto done = step(wanted, contents); !done)
      return done.error();
  auto contracts = listed_contracts(wanted, floor<std::chrono::days>(now));
  if (!contracts)
    return contracts.error();
  auto feeds = market_source(wanted, *contracts);
  if (!feeds)
    return feeds.error();
  contents.contracts = std::move(*contracts);
  contents.feeds = std::move(*feeds);
  contents.seed = wanted.seed;
  contents.starts_paused = wanted.is_paused;
  if (wanted.has_session_calendar) {
    const auto zones = adapters::open_zone_database();
    if (!zones)
      return zones.error();
    const auto chicago = (*zones)("America/Chicago");
    if (!chicago)
      return invalid("--session-calendar", "the system does not know America/Chicago");
    contents.hours.emplace(*chicago);
  }
  contents.secret = simulator::random_text(secret_bytes);
  out.address.bind = wanted.bind;
  out.address.port = wanted.port;
  out.address.control_port = wanted.control_port;
  if (!wanted.tls_certificate.empty()) {
    out.address.tls_certificate = wanted.tls_certificate;
    out.address.tls_key = wanted.tls_key;
  }
  return out;
}

std::string ready_line(const simulator::gateway& running, const simulator::gateway_address& address,
                       const simulator::gateway_ports& ports) {
  const auto host
    = address.bind.find(':') == std::string::npos ? address.bind : "[" + address.bind + "]";
  const auto url = [&](const char* scheme, unsigned short port) {
    return std::string{scheme} + "://" + host + ":" + std::to_string(port);
  };
  const auto base = url(address.tls_certificate ? "https" : "http", ports.gateway);
  simulator::json_writer out;
  out.begin_object()
    .member("event", "ready")
    .member("port", std::int64_t{ports.gateway})
    .member("control_port", std::int64_t{ports.control})
    .member("rest", base)
    .member("user_hub", base + "/hubs/user")
    .member("market_hub", base + "/hubs/market")
    .member("control", url("http", ports.control));
  out.key("accounts").begin_array();
  for (const auto* x : running.core().venue.state().ledger.accounts())
    out.begin_object()
      .member("id", x->id.value())
      .member("user", x->user)
      .member("name", x->name)
      .end_object();
  return out.end_array().end_object().take();
}

} // namespace riskd::risksim
