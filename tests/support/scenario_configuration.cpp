#include "tests/support/scenario_configuration.hpp"

#include "adapters/sqlite/sha256.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "config/load.hpp"
#include "config/rules/rule_table.hpp"
#include "tests/support/scenario_value.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace riskd::test {

namespace {

using nlohmann::json;

[[noreturn]] void fail(const std::string& why) {
  throw std::invalid_argument("configuration: " + why);
}

/// A text unless it reads as a number, `true`, `false` or `null`.
json scalar(const std::string& text) {
  auto read = json::parse(text, nullptr, false);
  return read.is_primitive() && !read.is_discarded() && !read.is_string() ? read : json(text);
}

json to_json(const scenario_value& value);

/// Sets what a dotted key names, for example `limits.per_minute`.
void set(json& object, const std::string& key, json value) {
  auto* at = &object;
  std::size_t begin = 0;
  for (auto dot = key.find('.'); dot != std::string::npos; dot = key.find('.', begin)) {
    at = &(*at)[key.substr(begin, dot - begin)];
    begin = dot + 1;
  }
  (*at)[key.substr(begin)] = std::move(value);
}

json to_object(const scenario_value& value) {
  auto out = json::object();
  for (const auto& [key, member] : value.members)
    set(out, key, to_json(member));
  return out;
}

json to_json(const scenario_value& value) {
  if (!value.scalar.empty())
    return scalar(value.scalar);
  if (value.items.empty())
    return to_object(value);
  auto out = json::array();
  for (const auto& each : value.items)
    out.push_back(to_json(each));
  return out;
}

bool is_rule_clause(const std::string& clause) {
  const auto number = std::string_view{clause}.substr(0, 3);
  return number.size() == 3 && number.find_first_not_of("0123456789") == std::string_view::npos
         && (clause.size() == 3 || clause[3] == ' ');
}

/// Adds the rule that `001 {limit: 1}` names.
void add_rule(json& file, const std::string& clause) {
  const auto& all = config::rule_table();
  const auto found = std::find_if(all.begin(), all.end(), [&](const config::rule_entry& x) {
    return to_string(x.id) == "RULE-" + clause.substr(0, 3);
  });
  if (found == all.end())
    fail("no such rule: " + clause);
  const auto block = clause.size() == 3 ? scenario_value{} : parse_value(clause.substr(3));
  file["rules"][std::string{domain::config_key(found->id)}] = to_object(block);
}

/// Adds one clause to the configuration file.
void add_clause(json& file, const std::string& clause) {
  const auto colon = clause.find(':');
  if (is_rule_clause(clause))
    add_rule(file, clause);
  else if (clause.starts_with("stale "))
    file["market"]["stale_after_seconds"] = scalar(clause.substr(6));
  else if (colon != std::string::npos)
    set(file, clause.substr(0, colon), to_json(parse_value(clause.substr(colon + 1))));
  else
    fail("unknown clause: " + clause);
}

config::configuration load(const json& file) {
  // One database for all scenarios: it reads each zone once.
  static const auto zones = adapters::open_zone_database().value();
  config::load_context context;
  context.purpose = config::load_purpose::replay;
  context.zones = zones;
  context.sha256 = &sqlite::sha256_hex;
  context.environment = &config::process_environment;
  auto loaded = config::load_text(file.dump(), {}, context);
  if (loaded.settings)
    return std::move(*loaded.settings);
  std::string problems;
  for (const auto& each : loaded.errors)
    problems += to_string(each) + "\n";
  fail(problems);
}

/// Nothing that tests of scenarios run sends a command to a broker.
domain::account_settings recording_only(domain::account_settings settings) {
  settings.mode = domain::account_mode::shadow;
  return settings;
}

} // namespace

const domain::account_settings* scenario_configuration::find(domain::account_id id) const {
  if (accounts.empty())
    return &base;
  const auto found = std::find_if(accounts.begin(), accounts.end(),
                                  [id](const auto& each) { return each.enabled && each.id == id; });
  return found == accounts.end() ? nullptr : &found->settings;
}

bool scenario_configuration::is_disabled(domain::account_id id) const {
  return std::any_of(accounts.begin(), accounts.end(),
                     [id](const auto& each) { return !each.enabled && each.id == id; });
}

scenario_configuration parse_configuration(std::string_view text) {
  json file{{"version", 1}, {"market", {{"stale_after_seconds", 0}}}, {"rules", json::object()}};
  scenario_configuration out;
  for (const auto& clause : split_outside_brackets(text, ';')) {
    if (clause == "no contract lines")
      out.describes_contracts = false;
    else
      add_clause(file, clause);
  }
  // Tests of single parts need no rule, which a real configuration does (E-9).
  const bool has_rules = !file["rules"].empty();
  if (!has_rules)
    add_rule(file, "003");
  auto loaded = load(file);
  out.base = recording_only(std::move(loaded.base.settings));
  for (auto& entry : loaded.accounts)
    out.accounts.push_back(
      {entry.settings.id.value(), entry.enabled, recording_only(std::move(entry.settings))});
  if (!has_rules)
    out.base.rules = {};
  return out;
}

} // namespace riskd::test
