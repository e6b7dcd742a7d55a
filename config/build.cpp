#include "config/build.hpp"

#include "config/calendar_keys.hpp"
#include "config/rules/rule_table.hpp"
#include "config/typed_value.hpp"
#include "domain/contract_check.hpp"
#include "domain/instrument.hpp"

#include <algorithm>
#include <array>

namespace riskd::config {

namespace {

using domain::account_settings;

const value& section_at(const value& from, std::string_view key) {
  const auto* found = from.find(key);
  RISKD_EXPECTS(found != nullptr);
  return *found;
}

/// Reads one of the words that `to_string` gives for `options`.
template <class Enum, std::size_t Size>
Enum word_at(const value& section, std::string_view key, const std::array<Enum, Size>& options) {
  const auto& word = text_at(section, key);
  const auto found
    = std::find_if(options.begin(), options.end(), [&](Enum x) { return word == to_string(x); });
  RISKD_EXPECTS(found != options.end());
  return *found;
}

domain::rules::rule_set build_rules(const value& tree, const domain::time_zone_source& zones) {
  domain::rules::rule_set out;
  for (const auto& entry : rule_table())
    if (is_active(tree, entry.id))
      out.set(entry.build(*tree.find({"rules", domain::config_key(entry.id)}), zones));
  return out;
}

account_settings build_settings(const value& tree, const load_context& context) {
  account_settings out;
  out.basis
    = word_at(tree, "pnl_basis", std::array{domain::pnl_basis::net, domain::pnl_basis::gross});
  const auto& reset = section_at(tree, "reset");
  out.reset.time_of_day = domain::parse_time_of_day(text_at(reset, "time")).value();
  out.reset.zone = context.zones(text_at(reset, "timezone")).value();
  const auto& market = section_at(tree, "market");
  out.mark = word_at(market, "mark",
                     std::array{domain::mark_source::last, domain::mark_source::mid,
                                domain::mark_source::exit_side});
  out.stale_after = std::chrono::seconds{integer_at(market, "stale_after_seconds")};
  out.rules = build_rules(tree, context.zones);
  out.calendar = build_calendar(section_at(tree, "calendar"), context.zones);
  out.on_shutdown
    = word_at(tree, "on_shutdown",
              std::array{domain::shutdown_policy::keep, domain::shutdown_policy::flatten});
  out.safe_mode
    = word_at(tree, "safe_mode",
              std::array{domain::safe_mode_policy::alert, domain::safe_mode_policy::close_only,
                         domain::safe_mode_policy::flatten});
  const auto& supervision = section_at(tree, "supervision");
  out.supervision.restarts = static_cast<int>(integer_at(supervision, "restarts"));
  out.supervision.window = std::chrono::seconds{integer_at(supervision, "window_seconds")};
  return out;
}

account_entry build_base(const effective_account& from, const load_context& context) {
  account_entry out;
  out.settings = build_settings(from.tree, context);
  out.canonical = canonical_json(from.tree);
  out.shown = indented_json(from.tree);
  out.rules = list_rules(from.tree);
  out.settings.config_hash = context.sha256(out.canonical);
  return out;
}

/// An account with the login that it is reached by.
stored_settings with_login(effective_account account, const std::vector<gateway_settings>& logins) {
  if (logins.size() == 1 && !account.identity.find("gateway"))
    set_member(account.identity, {"gateway", {}, make_text(logins.front().name)});
  stored_settings out;
  out.login = make_object();
  for (const auto& each : logins) {
    if (each.name != optional_text_at(account.identity, "gateway"))
      continue;
    set_member(out.login, {"rest_url", {}, make_text(each.rest_url)});
    set_member(out.login, {"user_hub_url", {}, make_text(each.user_hub_url)});
    set_member(out.login, {"market_hub_url", {}, make_text(each.market_hub_url)});
  }
  out.account = std::move(account);
  return out;
}

/// Reads what the file gives outside the accounts.
class file_reader {
public:
  file_reader(const value& file, const reference_resolver& references)
    : file_(file), references_(references) {
  }

  [[nodiscard]] std::vector<gateway_settings> gateways() const {
    std::vector<gateway_settings> out;
    if (const auto* only = file_.find("gateway"))
      out.push_back(gateway("gateway", *only));
    for (const auto& each : section_at(file_, "gateways").members)
      out.push_back(gateway(each.key, each.content));
    return out;
  }

  [[nodiscard]] market_settings market() const {
    const auto& from = section_at(file_, "market");
    market_settings out;
    out.conflate = std::chrono::milliseconds{integer_at(from, "conflate_ms")};
    for (const auto& each : section_at(from, "subscribe").items)
      out.subscribe.push_back(domain::upper_case(each.text));
    return out;
  }

  [[nodiscard]] std::vector<domain::rule_id> required_rules() const {
    std::vector<domain::rule_id> out;
    for (const auto& each : section_at(file_, "required_rules").items)
      out.push_back(find_rule(each.text)->id);
    return out;
  }

  [[nodiscard]] logging_settings logging() const {
    const auto& from = section_at(file_, "logging");
    const auto level = resolved_text(from, "level");
    return {resolved_text(from, "dir"), level == "WARNING" ? "WARN" : level};
  }

  [[nodiscard]] operator_settings operators() const {
    const auto& from = section_at(file_, "operator");
    return {resolved_text(from, "socket"), resolved_text(from, "admin_group"),
            resolved_text(from, "trader_group")};
  }

  [[nodiscard]] std::vector<int> warn_at_percent() const {
    std::vector<int> out;
    for (const auto& each : section_at(section_at(file_, "alerts"), "warn_at_percent").items)
      out.push_back(static_cast<int>(usable_integer(&each).value()));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  [[nodiscard]] notification_settings notifications() const {
    const auto& from = section_at(file_, "notifications");
    notification_settings out;
    for (const auto& each : section_at(from, "channels").items)
      out.channels.push_back(channel(each));
    if (from.find("heartbeat_url"))
      out.heartbeat_url = secret_at(from, "heartbeat_url");
    return out;
  }

  [[nodiscard]] std::string resolved_text(const value& section, std::string_view key) const {
    const auto& found = section_at(section, key);
    return references_.resolved(found.pointer).value_or(found.text);
  }

private:
  [[nodiscard]] gateway_settings gateway(const std::string& name, const value& from) const {
    gateway_settings out;
    out.name = name;
    out.rest_url = resolved_text(from, "rest_url");
    out.user_hub_url = resolved_text(from, "user_hub_url");
    out.market_hub_url = resolved_text(from, "market_hub_url");
    out.username = secret_at(from, "username");
    out.api_key = secret_at(from, "api_key");
    out.live_data = flag_at(from, "live_data");
    if (from.find("ca_file"))
      out.ca_file = resolved_text(from, "ca_file");
    out.spin = std::chrono::microseconds{integer_at(from, "spin_us")};
    out.inflight_max = integer_at(from, "inflight_max");
    return out;
  }

  [[nodiscard]] notification_channel channel(const value& from) const {
    notification_channel out;
    out.kind = resolved_text(from, "kind");
    out.url = secret_at(from, "url");
    out.token = secret_at(from, "token");
    for (const auto& each : section_at(from, "severities").items)
      out.severities.push_back(references_.resolved(each.pointer).value_or(each.text));
    return out;
  }

  /// Empty unless the reference was resolved: what stands in the file is never taken for the
  /// secret.
  [[nodiscard]] secret<std::string> secret_at(const value& section, std::string_view key) const {
    const auto* found = section.find(key);
    return secret{found ? references_.resolved(found->pointer).value_or("") : std::string{}};
  }

  const value& file_;

  const reference_resolver& references_;
};

} // namespace

account_entry build_account(const stored_settings& from, const load_context& context) {
  const auto& identity = from.account.identity;
  auto out = build_base(from.account, context);
  out.stored = stored_text(from);
  out.gateway = optional_text_at(identity, "gateway").value_or("");
  const auto* enabled = identity.find("enabled");
  out.enabled = !enabled || enabled->flag;
  out.settings.name = optional_text_at(identity, "name").value_or("");
  if (const auto id = optional_integer_at(identity, "id"))
    out.settings.id = domain::account_id{*id};
  out.settings.mode = word_at(
    identity, "mode", std::array{domain::account_mode::enforce, domain::account_mode::shadow});
  return out;
}

notification_settings build_notifications(const value& file, const reference_resolver& references) {
  return file_reader{file, references}.notifications();
}

configuration build(const value& file, const effective_account& base,
                    const std::vector<effective_account>& accounts,
                    const reference_resolver& references, const load_context& context) {
  const auto reader = file_reader{file, references};
  configuration out;
  out.gateways = reader.gateways();
  for (const auto& each : accounts)
    out.accounts.push_back(build_account(with_login(each, out.gateways), context));
  out.base = build_base(base, context);
  out.market = reader.market();
  out.required_rules = reader.required_rules();
  out.reconcile_interval
    = std::chrono::seconds{integer_at(section_at(file, "reconcile"), "interval_seconds")};
  out.storage_dir = reader.resolved_text(section_at(file, "storage"), "dir");
  out.logging = reader.logging();
  out.operators = reader.operators();
  out.warn_at_percent = reader.warn_at_percent();
  if (const auto port = optional_integer_at(section_at(file, "metrics"), "tcp_port"))
    out.metrics_port = static_cast<std::uint16_t>(*port);
  out.record_file = optional_text_at(section_at(file, "record"), "file");
  out.notifications = reader.notifications();
  out.defaulted_keys = defaulted_keys(file);
  out.references = references.uses();
  out.hash = context.sha256(hashed_text(file));
  out.shown = shown_text(file);
  return out;
}

} // namespace riskd::config
