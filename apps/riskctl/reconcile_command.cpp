#include "apps/riskctl/reconcile_command.hpp"

#include "adapters/terminal/table.hpp"
#include "apps/riskctl/await_outcome.hpp"

#include <iostream>
#include <string>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

std::string differences_table(const json& status, const terminal::style& look) {
  terminal::table out{
    {{"Account"}, {"Compared at"}, {"Difference"}, {"Here"}, {"Broker"}, {"Found at"}}};
  for (const auto& account : status.at("accounts")) {
    const auto name = account.at("name").get<std::string>();
    const auto at = account.at("last_reconciled").get<std::string>();
    if (account.at("discrepancies").empty())
      out.add_row({name, at, {"none", terminal::tone::good}, "", "", ""});
    for (const auto& each : account.at("discrepancies"))
      out.add_row({name,
                   at,
                   {each.at("kind").get<std::string>() + " " + each.at("entity").get<std::string>(),
                    terminal::tone::warning},
                   each.at("local").get<std::string>(),
                   each.at("broker").get<std::string>(),
                   each.at("at").get<std::string>()});
  }
  return out.render(look);
}

json differences_of(const json& status) {
  json out{{"schema", 1}, {"accounts", json::array()}};
  for (const auto& account : status.at("accounts"))
    out["accounts"].push_back({{"name", account.at("name")},
                               {"last_reconciled", account.at("last_reconciled")},
                               {"discrepancies", account.at("discrepancies")}});
  return out;
}

} // namespace

exit_code reconcile(const wish& wanted, const std::filesystem::path& socket,
                    const terminal::style& look) {
  const auto shown = await_outcome(wanted, socket, {"/v1/reconcile", "last_reconciled"});
  if (shown.code != exit_code::ok)
    return shown.code;
  if (wanted.as_json)
    std::cout << differences_of(shown.answer).dump() << '\n';
  else
    std::cout << differences_table(shown.answer, look);
  return exit_code::ok;
}

} // namespace riskd::riskctl
