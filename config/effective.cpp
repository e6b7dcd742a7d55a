#include "config/effective.hpp"

#include "config/calendar_keys.hpp"
#include "config/key_table.hpp"
#include "config/preset.hpp"
#include "config/references.hpp"
#include "config/rules/rule_table.hpp"

#include <utility>

namespace riskd::config {

namespace {

value* find_mutable(value& object, std::string_view key) {
  for (auto& each : object.members)
    if (each.key == key)
      return &each.content;
  return nullptr;
}

/// The defaults of a rule apply once a layer has its block (R-C-2).
void add_rule_defaults(value& target, const value& layer) {
  auto* rules = find_mutable(target, "rules");
  const auto* given = layer.find("rules");
  if (!rules || !given)
    return;
  for (const auto& each : given->members) {
    const auto* entry = find_rule(each.key);
    const auto* old = rules->find(each.key);
    if (entry && each.content.kind == value_kind::object
        && (!old || old->kind != value_kind::object))
      set_member(*rules, {each.key, {}, defaults_of(rule_block(entry->id), each.content.pointer)});
  }
}

value laid_over(value target, const value& layer) {
  add_rule_defaults(target, layer);
  return merge_patch(std::move(target), layer);
}

/// Comes last: an override may set an exchange, or take it away.
void let_exchange_win(value& tree) {
  if (auto* calendar = find_mutable(tree, "calendar"))
    let_exchange_replace_defaults(*calendar);
}

/// Gives every entry of a list or map the defaults of its keys.
void complete_entries(value* entries, const node& form) {
  if (!entries)
    return;
  for (auto& each : entries->items)
    if (each.kind == value_kind::object)
      each = with_defaults(form, each);
  for (auto& each : entries->members)
    if (each.content.kind == value_kind::object)
      each.content = with_defaults(form, each.content);
}

void complete_channels(value& file) {
  if (auto* notifications = find_mutable(file, "notifications"))
    complete_entries(find_mutable(*notifications, "channels"), channel_section());
}

void copy_member(value& to, const value& from, std::string_view key) {
  if (const auto* found = from.find(key))
    set_member(to, {std::string{key}, found->where, *found});
}

/// What the rules and enforcement of an account read.
value risk_part(const value& file) {
  value out;
  out.kind = value_kind::object;
  out.where = file.where;
  for (const auto* key : {"pnl_basis", "reset", "calendar", "rules", "on_shutdown", "safe_mode",
                          "supervision", "required_rules"})
    copy_member(out, file, key);
  if (const auto* market = file.find("market")) {
    value valuation;
    valuation.kind = market->kind;
    copy_member(valuation, *market, "mark");
    copy_member(valuation, *market, "stale_after_seconds");
    set_member(out, {"market", {}, std::move(valuation)});
  }
  return out;
}

void list_defaults(const value& x, std::vector<std::string>& out) {
  const bool has_keys = x.kind == value_kind::object && !x.members.empty();
  if (x.origin == value_origin::standard && !has_keys) {
    out.push_back(x.pointer);
    return;
  }
  for (const auto& each : x.members)
    list_defaults(each.content, out);
  for (const auto& each : x.items)
    list_defaults(each, out);
}

/// @param all Hides references too, which name a secret without being one.
void hide_secrets(value& x, const node& form, bool all) {
  if (form.secret) {
    const bool is_reference = is_environment_reference(x.text) || is_file_reference(x.text);
    if (x.kind == value_kind::text && (all || !is_reference))
      x.text = "***";
    return;
  }
  for (auto& each : x.items)
    hide_secrets(each, form.members.front(), all);
  for (auto& each : x.members) {
    const bool is_table = form.kind == node_kind::table;
    if (const auto* below = is_table ? &form.members.front() : find_member(form, each.key))
      hide_secrets(each.content, *below, all);
  }
}

} // namespace

value effective_file(const value& root) {
  auto file = defaults_of(root_section(), "");
  if (const auto* start = preset_of(root))
    file = laid_over(std::move(file), start->content);
  file = laid_over(std::move(file), root);
  if (const auto* gateways = file.find("gateways"); gateways && !gateways->members.empty())
    remove_member(file, "gateway");
  complete_entries(find_mutable(file, "gateways"), gateway_section());
  complete_entries(find_mutable(file, "accounts"), account_section());
  complete_channels(file);
  return file;
}

value effective_notification_file(const value& root) {
  auto file = merge_patch(defaults_of(notification_file_section(), ""), root);
  complete_channels(file);
  return file;
}

effective_account effective_base(const value& file) {
  effective_account out;
  out.tree = risk_part(file);
  let_exchange_win(out.tree);
  return out;
}

std::vector<effective_account> effective_accounts(const value& file) {
  std::vector<effective_account> out;
  const auto* accounts = file.find("accounts");
  if (!accounts)
    return out;
  for (const auto& each : accounts->items) {
    if (each.kind != value_kind::object)
      continue;
    auto account = effective_account{each, risk_part(file)};
    if (const auto* changes = each.find("override"); changes && changes->kind == value_kind::object)
      account.tree = laid_over(std::move(account.tree), *changes);
    let_exchange_win(account.tree);
    copy_member(account.tree, each, "mode");
    out.push_back(std::move(account));
  }
  return out;
}

value completed_settings(const value& tree) {
  auto out = laid_over(risk_part(defaults_of(root_section(), "")), tree);
  let_exchange_win(out);
  return out;
}

std::string hashed_text(value file) {
  let_exchange_win(file);
  hide_secrets(file, root_section(), false);
  return canonical_json(file);
}

std::string shown_text(value file) {
  let_exchange_win(file);
  hide_secrets(file, root_section(), true);
  return indented_json(file);
}

std::vector<std::string> defaulted_keys(const value& file) {
  std::vector<std::string> out;
  list_defaults(file, out);
  return out;
}

} // namespace riskd::config
