#include "apps/riskctl/rules_command.hpp"

#include "adapters/control_api/configuration_json.hpp"
#include "adapters/control_api/request_target.hpp"
#include "adapters/terminal/table.hpp"
#include "apps/riskctl/configuration_file.hpp"
#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/pending_report.hpp"

#include <nlohmann/json.hpp>

#include <iostream>
#include <string>
#include <vector>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

using terminal::style;
using terminal::tone;

json to_json(const config::account_entry& account) {
  json out{{"name", account.settings.name.empty() ? json() : json(account.settings.name)},
           {"id", account.settings.id ? json(account.settings.id->value()) : json()},
           {"rules", json::array()},
           {"pending", nullptr}};
  for (const auto& each : account.rules)
    out["rules"].push_back(control_api::listed_rule_json(each));
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

terminal::cell source_cell(const std::string& source) {
  return {source, source == "default" ? tone::faint : tone::plain};
}

void add_rows(const json& rule, terminal::table& out) {
  const auto state = rule.at("active").get<bool>() ? terminal::cell{"on", tone::good}
                                                   : terminal::cell{"off", tone::faint};
  out.add_row({rule.at("rule").get<std::string>(), rule.at("key").get<std::string>(), "", state});
  for (const auto& each : rule.at("parameters")) {
    const auto lines = lines_of(each.at("value"));
    out.add_row({"", "  " + each.at("key").get<std::string>(),
                 source_cell(each.at("from").get<std::string>()), lines.front()});
    for (std::size_t i = 1; i < lines.size(); ++i)
      out.add_row({"", "", "", lines[i]});
  }
}

std::string label_of(const json& account) {
  if (!account.at("name").is_null())
    return account.at("name").get<std::string>();
  return account.at("id").is_null() ? "every account" : plain(account.at("id"));
}

std::string report(const json& account, const style& look) {
  terminal::table rows{{{"RULE"}, {"PARAMETER"}, {"FROM"}, {"VALUE"}}};
  for (const auto& each : account.at("rules"))
    add_rows(each, rows);
  return look.paint(tone::heading, terminal::printable(label_of(account))) + "\n"
         + rows.render(look) + pending_report(account.at("pending"), look);
}

std::string report_all(const json& answer, const style& look) {
  std::string out;
  for (const auto& account : answer.at("accounts"))
    out += (out.empty() ? "" : "\n") + report(account, look);
  return out;
}

/// What a file says, without a daemon.
exit_code show_file(const wish& wanted, json& out) {
  const auto read = read_configuration(wanted.config);
  if (!read.settings)
    return read.otherwise;
  const auto meant = accounts_meant(*read.settings, wanted.only_account);
  if (meant.empty())
    return no_such_account(wanted);
  out = {{"schema", 1}, {"file", wanted.config}, {"accounts", json::array()}};
  for (const auto* account : meant)
    out["accounts"].push_back(to_json(*account));
  return exit_code::ok;
}

/// What is in force in the running daemon.
exit_code show_running(const wish& wanted, const std::filesystem::path& socket, json& out) {
  auto target = std::string{"/v1/rules"};
  if (!wanted.only_account.empty())
    target += "?account=" + control_api::percent_encode(wanted.only_account);
  auto got = ask(socket, target);
  if (got.code != exit_code::ok)
    return report_failure(got, wanted.as_json);
  out = std::move(got.answer);
  return exit_code::ok;
}

} // namespace

exit_code show_rules(const wish& wanted, const std::filesystem::path& socket, const style& look) {
  json out;
  const auto code
    = wanted.config.empty() ? show_running(wanted, socket, out) : show_file(wanted, out);
  if (code != exit_code::ok)
    return code;
  if (wanted.as_json)
    std::cout << out.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  else
    std::cout << report_all(out, look);
  return exit_code::ok;
}

} // namespace riskd::riskctl
