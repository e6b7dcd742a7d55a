#include "apps/riskctl/hub_command.hpp"

#include "apps/riskctl/hub_health.hpp"
#include "apps/riskctl/hub_query.hpp"
#include "apps/riskctl/hub_report.hpp"

#include <iostream>
#include <string>

namespace riskd::riskctl {

namespace {

/// What is to be printed, and whether the fleet is as it should be.
struct shown_fleet {
  std::string text;
  bool is_healthy = false;
};

/// Throws `json::exception` if the answer is not of the form that hubs give it.
shown_fleet shown_of(const query_outcome& asked, const wish& wanted, const terminal::style& look) {
  const auto health = health_of_fleet(asked.answer);
  if (!wanted.as_json)
    return {fleet_report(asked.answer, health, wanted.only_account, look), health.is_healthy()};
  if (wanted.only_account.empty())
    return {asked.body, health.is_healthy()};
  const auto chosen = only_account(asked.answer, wanted.only_account);
  return {chosen.dump(-1, ' ', false, json::error_handler_t::replace) + "\n", health.is_healthy()};
}

query_outcome account_unknown_to_hub(const std::string& name) {
  return {
    exit_code::failure, {}, {}, "", "the hub knows no account with the name or id '" + name + "'"};
}

} // namespace

exit_code show_hub(const wish& wanted, const terminal::style& look) {
  const auto asked = ask_hub(wanted.hub);
  if (asked.code != exit_code::ok)
    return report_failure(asked, wanted.as_json);
  try {
    if (!wanted.only_account.empty() && !has_account(asked.answer, wanted.only_account))
      return report_failure(account_unknown_to_hub(wanted.only_account), wanted.as_json);
    const auto shown = shown_of(asked, wanted, look);
    std::cout << shown.text;
    return shown.is_healthy ? exit_code::ok : exit_code::not_healthy;
  } catch (const json::exception&) {
    return report_failure(no_known_hub(wanted.hub), wanted.as_json);
  }
}

} // namespace riskd::riskctl
