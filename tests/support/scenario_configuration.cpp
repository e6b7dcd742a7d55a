#include "tests/support/scenario_configuration.hpp"

#include "adapters/system_clock/zone_database.hpp"
#include "tests/support/scenario_value.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace riskd::test {

namespace {

using namespace domain;

[[noreturn]] void fail(const std::string& why) {
  throw std::invalid_argument("configuration: " + why);
}

template <class T>
T wanted(std::optional<T> read, const scenario_value& value) {
  if (!read)
    fail("cannot read " + value.scalar);
  return *read;
}

std::int64_t integer(const scenario_value& value) {
  return wanted(parse_decimal(value.scalar, 0), value);
}

money amount(const scenario_value& value) {
  return wanted(parse_money(value.scalar), value);
}

bool boolean(const scenario_value& value) {
  if (value.scalar != "true" && value.scalar != "false")
    fail("cannot read " + value.scalar);
  return value.scalar == "true";
}

template <class Enum>
Enum word(const scenario_value& value,
          std::initializer_list<std::pair<std::string_view, Enum>> candidates) {
  for (const auto& [text, meaning] : candidates)
    if (value.scalar == text)
      return meaning;
  fail("unknown word " + value.scalar);
}

time_zone zone(const scenario_value& value) {
  // One database for all scenarios: it reads each zone once.
  static const auto source = adapters::open_zone_database().value();
  return wanted(source(value.scalar), value);
}

/// Returns what follows `prefix` in `key`, if it begins with it.
std::optional<std::string> product_in(const std::string& key, const std::string& prefix) {
  if (key.rfind(prefix, 0) != 0)
    return std::nullopt;
  return upper_case(key.substr(prefix.size()));
}

void set(rules::max_contracts& rule, const std::string& key, const scenario_value& value) {
  using counting = rules::max_contracts::counting;
  if (key == "limit")
    rule.limit = quantity{integer(value)};
  else if (key == "count_type")
    rule.count_type = word<counting>(value, {{"net", counting::net}, {"gross", counting::gross}});
  else if (key == "enforcement")
    rule.enforcement = word<remedy>(value, {{"reduce_to_limit", remedy::reduce_to_limit},
                                            {"close_offending", remedy::close_offending},
                                            {"close_all", remedy::close_all}});
  else if (const auto product = product_in(key, "weights."))
    rule.weights[*product] = integer(value);
  else
    fail("unknown key of 001: " + key);
}

void set(rules::max_contracts_per_instrument& rule, const std::string& key,
         const scenario_value& value) {
  using unknown = rules::max_contracts_per_instrument::unknown_product;
  if (key == "default_limit")
    rule.default_limit = quantity{integer(value)};
  else if (key == "unknown_product_action")
    rule.unknown_product_action
      = word<unknown>(value, {{"allow_with_limit", unknown::allow_with_limit},
                              {"block", unknown::block},
                              {"allow", unknown::allow}});
  else if (key == "enforcement")
    rule.enforcement = word<remedy>(
      value, {{"reduce_to_limit", remedy::reduce_to_limit}, {"close_all", remedy::close_all}});
  else if (const auto product = product_in(key, "instrument_limits."))
    rule.instrument_limits[*product] = quantity{integer(value)};
  else
    fail("unknown key of 002: " + key);
}

void set(rules::daily_realized_loss& rule, const std::string& key, const scenario_value& value) {
  if (key == "limit")
    rule.limit = amount(value);
  else if (key == "include_unrealized")
    rule.include_unrealized = boolean(value);
  else
    fail("unknown key of 003: " + key);
}

void set(rules::daily_realized_profit& rule, const std::string& key, const scenario_value& value) {
  if (key == "target")
    rule.target = amount(value);
  else if (key == "include_unrealized")
    rule.include_unrealized = boolean(value);
  else
    fail("unknown key of 013: " + key);
}

template <class Rule>
void add_rule(rules::rule_set& rules, const scenario_value& block) {
  Rule rule;
  for (const auto& [key, value] : block.members)
    set(rule, key, value);
  rules.set(std::move(rule));
}

/// Adds the rule with the given three-digit number.
void add_rule(rules::rule_set& rules, const std::string& number, const scenario_value& block) {
  if (number == "001")
    add_rule<rules::max_contracts>(rules, block);
  else if (number == "002")
    add_rule<rules::max_contracts_per_instrument>(rules, block);
  else if (number == "003")
    add_rule<rules::daily_realized_loss>(rules, block);
  else if (number == "013")
    add_rule<rules::daily_realized_profit>(rules, block);
  else
    fail("no such rule: " + number);
}

void set_reset(reset_rule& reset, const std::string& key, const scenario_value& value) {
  if (key == "time")
    reset.time_of_day = wanted(parse_time_of_day(value.scalar), value);
  else if (key == "timezone")
    reset.zone = zone(value);
  else
    fail("unknown key of reset: " + key);
}

void set(account_settings& settings, const std::string& key, const scenario_value& value) {
  if (key == "pnl_basis")
    settings.basis = word<pnl_basis>(value, {{"net", pnl_basis::net}, {"gross", pnl_basis::gross}});
  else if (key == "market.mark")
    settings.mark = word<mark_source>(value, {{"last", mark_source::last},
                                              {"mid", mark_source::mid},
                                              {"exit_side", mark_source::exit_side}});
  else if (key == "reset")
    for (const auto& [name, member] : value.members)
      set_reset(settings.reset, name, member);
  else if (const auto dot = key.find('.'); key.substr(0, dot) == "reset")
    set_reset(settings.reset, key.substr(dot + 1), value);
  else
    fail("unknown key: " + key);
}

scenario_account account_from(const scenario_value& entry, const account_settings& base) {
  scenario_account account;
  account.settings = base;
  for (const auto& [key, value] : entry.members) {
    if (key == "id")
      account.id = account_id{integer(value)};
    else if (key == "enabled")
      account.enabled = boolean(value);
    else if (key == "override")
      for (const auto& [name, member] : value.members)
        set(account.settings, name, member);
    else
      fail("unknown key of an account: " + key);
  }
  account.settings.id = account.id;
  return account;
}

account_settings default_settings() {
  account_settings settings;
  settings.mode = account_mode::shadow;
  settings.stale_after = std::chrono::seconds{0};
  settings.reset.zone = zone(scenario_value{"America/Chicago", {}, {}});
  return settings;
}

bool is_rule_number(std::string_view text) {
  return text.size() == 3 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

const account_settings* scenario_configuration::find(account_id id) const {
  if (accounts.empty())
    return &base;
  const auto found = std::find_if(accounts.begin(), accounts.end(),
                                  [id](const auto& each) { return each.enabled && each.id == id; });
  return found == accounts.end() ? nullptr : &found->settings;
}

bool scenario_configuration::is_disabled(account_id id) const {
  return std::any_of(accounts.begin(), accounts.end(),
                     [id](const auto& each) { return !each.enabled && each.id == id; });
}

scenario_configuration parse_configuration(std::string_view text) {
  auto out = scenario_configuration{default_settings(), {}, true};
  std::vector<scenario_value> accounts;
  for (const auto& clause : split_outside_brackets(text, ';')) {
    const auto colon = clause.find(':');
    if (is_rule_number(clause.substr(0, 3)) && (clause.size() == 3 || clause[3] == ' '))
      add_rule(out.base.rules, clause.substr(0, 3),
               clause.size() == 3 ? scenario_value{} : parse_value(clause.substr(3)));
    else if (clause.rfind("stale ", 0) == 0)
      out.base.stale_after = std::chrono::seconds{integer(parse_value(clause.substr(6)))};
    else if (clause == "no contract lines")
      out.describes_contracts = false;
    else if (clause.rfind("accounts:", 0) == 0)
      accounts = parse_value(clause.substr(colon + 1)).items;
    else if (colon != std::string::npos)
      set(out.base, clause.substr(0, colon), parse_value(clause.substr(colon + 1)));
    else
      fail("unknown clause: " + clause);
  }
  // Overrides refine the complete base, wherever it stands.
  for (const auto& entry : accounts)
    out.accounts.push_back(account_from(entry, out.base));
  return out;
}

} // namespace riskd::test
