#include "apps/riskctl/selftest_command.hpp"

#include "adapters/control_api/request_target.hpp"
#include "adapters/terminal/table.hpp"
#include "apps/riskctl/daemon_query.hpp"

#include <poll.h>

#include <chrono>
#include <iostream>
#include <map>
#include <string>

namespace riskd::riskctl {

namespace {

using json = nlohmann::ordered_json;
using terminal::tone;

/// How long the outcome is waited for, and how often it is looked for.
constexpr auto patience = std::chrono::seconds{5};
constexpr int pause_milliseconds = 50;

/// When each account was last proven; empty if never.
std::map<std::string, std::string> proven_at(const json& status) {
  std::map<std::string, std::string> times;
  for (const auto& each : status.at("accounts"))
    times[each.at("name").get<std::string>()]
      = each.at("self_tested").is_null() ? "" : each.at("self_tested").get<std::string>();
  return times;
}

bool is_newer(const json& status, const std::map<std::string, std::string>& before) {
  for (const auto& [name, at] : proven_at(status)) {
    const auto known = before.find(name);
    if (at.empty() || (known != before.end() && at <= known->second))
      return false;
  }
  return true;
}

tone tone_of(const std::string& state) {
  return state == "armed" ? tone::good : state == "disabled" ? tone::faint : tone::bad;
}

std::string table_of(const json& status, const terminal::style& look) {
  terminal::table out{{{"Account"}, {"Rule"}, {"Name"}, {"State"}}};
  for (const auto& account : status.at("accounts"))
    for (const auto& rule : account.at("rules")) {
      const auto state = rule.at("state").get<std::string>();
      out.add_row({account.at("name").get<std::string>(),
                   rule.at("rule").get<std::string>(),
                   rule.at("key").get<std::string>(),
                   {state, tone_of(state)}});
    }
  return out.render(look);
}

json outcome_of(const json& status) {
  json out{{"schema", 1}, {"accounts", json::array()}};
  for (const auto& account : status.at("accounts")) {
    json rules = json::object();
    for (const auto& rule : account.at("rules"))
      rules[rule.at("key").get<std::string>()] = rule.at("state");
    out["accounts"].push_back({{"name", account.at("name")},
                               {"self_tested", account.at("self_tested")},
                               {"rules", std::move(rules)}});
  }
  return out;
}

bool all_armed(const json& status) {
  for (const auto& account : status.at("accounts"))
    for (const auto& rule : account.at("rules"))
      if (rule.at("state") != "armed" && rule.at("state") != "disabled")
        return false;
  return true;
}

} // namespace

exit_code selftest(const wish& wanted, const std::filesystem::path& socket,
                   const terminal::style& look) {
  auto target = std::string{"/v1/status"};
  if (!wanted.only_account.empty())
    target += "?account=" + control_api::percent_encode(wanted.only_account);
  auto shown = ask(socket, target);
  if (shown.code != exit_code::ok)
    return report_failure(shown, wanted.as_json);
  const auto before = proven_at(shown.answer);
  if (const auto asked = request(socket, "/v1/selftest"); asked.code != exit_code::ok)
    return report_failure(asked, wanted.as_json);
  const auto until = std::chrono::steady_clock::now() + patience;
  do {
    ::poll(nullptr, 0, pause_milliseconds);
    shown = ask(socket, target);
    if (shown.code != exit_code::ok)
      return report_failure(shown, wanted.as_json);
  } while (!is_newer(shown.answer, before) && std::chrono::steady_clock::now() < until);
  if (!is_newer(shown.answer, before)) {
    std::cerr << "riskctl: not every account answered within 5 s\n";
    return exit_code::failure;
  }
  if (wanted.as_json)
    std::cout << outcome_of(shown.answer).dump() << '\n';
  else
    std::cout << table_of(shown.answer, look);
  return all_armed(shown.answer) ? exit_code::ok : exit_code::not_healthy;
}

} // namespace riskd::riskctl
