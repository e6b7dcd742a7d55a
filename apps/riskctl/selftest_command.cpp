#include "apps/riskctl/selftest_command.hpp"

#include "adapters/terminal/table.hpp"
#include "apps/riskctl/await_outcome.hpp"

#include <iostream>
#include <string>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

using terminal::tone;

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
  const auto shown = await_outcome(wanted, socket, {"/v1/selftest", "self_tested"});
  if (shown.code != exit_code::ok)
    return shown.code;
  if (wanted.as_json)
    std::cout << outcome_of(shown.answer).dump() << '\n';
  else
    std::cout << table_of(shown.answer, look);
  return all_armed(shown.answer) ? exit_code::ok : exit_code::not_healthy;
}

} // namespace riskd::riskctl
