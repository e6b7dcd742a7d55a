#include "apps/riskctl/rules_command.hpp"

#include "adapters/terminal/table.hpp"
#include "apps/riskctl/configuration_file.hpp"

#include <nlohmann/json.hpp>

#include <iostream>
#include <string>
#include <vector>

namespace riskd::riskctl {

namespace {

using json = nlohmann::ordered_json;
using terminal::style;
using terminal::tone;

json to_json(const config::listed_rule& rule) {
  json out{{"rule", to_string(rule.id)},
           {"key", domain::config_key(rule.id)},
           {"active", rule.is_active},
           {"parameters", json::array()}};
  for (const auto& each : rule.parameters)
    out["parameters"].push_back(
      {{"key", each.key}, {"value", json::parse(each.content)}, {"from", to_string(each.source)}});
  return out;
}

json to_json(const config::account_entry& account) {
  json out{{"name", account.settings.name.empty() ? json() : json(account.settings.name)},
           {"id", account.settings.id ? json(account.settings.id->value()) : json()},
           {"rules", json::array()}};
  for (const auto& each : account.rules)
    out["rules"].push_back(to_json(each));
  return out;
}

/// Writes a value without the marks of JSON: `loss -100, cooldown_seconds 300`.
std::string plain(const json& x) {
  if (x.is_null())
    return "off";
  if (!x.is_structured())
    return x.is_string() ? x.get<std::string>() : x.dump();
  std::string out;
  for (const auto& [key, content] : x.items())
    out += (out.empty()     ? ""
            : x.is_object() ? ", "
                            : " ")
           + (x.is_object() ? key + " " + plain(content) : plain(content));
  return out;
}

/// Breaks a long list into lines; every object in it has one of its own.
std::vector<std::string> lines_of(const json& x) {
  constexpr std::size_t width_max = 60;
  if (!x.is_structured() || x.empty())
    return {x.is_structured() ? "none" : plain(x)};
  std::vector<std::string> out;
  for (const auto& [key, content] : x.items()) {
    const auto piece = x.is_object() ? key + " " + plain(content) : plain(content);
    const bool fits
      = !out.empty() && !content.is_object() && out.back().size() + piece.size() + 2 <= width_max;
    if (fits)
      out.back() += ", " + piece;
    else
      out.push_back(piece);
  }
  return out;
}

terminal::cell source_cell(config::parameter_source x) {
  const bool is_default = x == config::parameter_source::standard;
  return {to_string(x), is_default ? tone::faint : tone::plain};
}

void add_rows(const config::listed_rule& rule, terminal::table& out) {
  const auto state
    = rule.is_active ? terminal::cell{"on", tone::good} : terminal::cell{"off", tone::faint};
  out.add_row({to_string(rule.id), std::string{domain::config_key(rule.id)}, "", state});
  for (const auto& each : rule.parameters) {
    const auto lines = lines_of(json::parse(each.content));
    out.add_row({"", "  " + each.key, source_cell(each.source), lines.front()});
    for (std::size_t i = 1; i < lines.size(); ++i)
      out.add_row({"", "", "", lines[i]});
  }
}

std::string report(const config::account_entry& account, const style& look) {
  terminal::table rows{{{"RULE"}, {"PARAMETER"}, {"FROM"}, {"VALUE"}}};
  for (const auto& each : account.rules)
    add_rows(each, rows);
  return look.paint(tone::heading, terminal::printable(label_of(account))) + "\n"
         + rows.render(look);
}

} // namespace

exit_code show_rules(const wish& wanted, const style& look) {
  const auto read = read_configuration(wanted.config);
  if (!read.settings)
    return read.otherwise;
  const auto meant = accounts_meant(*read.settings, wanted.only_account);
  if (meant.empty())
    return no_such_account(wanted);
  json out{{"schema", 1}, {"file", wanted.config}, {"accounts", json::array()}};
  std::string tables;
  for (const auto* account : meant) {
    out["accounts"].push_back(to_json(*account));
    tables += (tables.empty() ? "" : "\n") + report(*account, look);
  }
  if (wanted.as_json)
    std::cout << out.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  else
    std::cout << tables;
  return exit_code::ok;
}

} // namespace riskd::riskctl
