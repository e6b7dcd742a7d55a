#include "apps/riskctl/await_outcome.hpp"

#include "adapters/control_api/request_target.hpp"

#include <poll.h>

#include <chrono>
#include <iostream>
#include <map>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

/// How long the outcome is waited for, and how often it is looked for.
constexpr auto outcome_patience = std::chrono::seconds{15};
constexpr int outcome_pause_milliseconds = 50;

/// When each account last did the work; empty if never.
std::map<std::string, std::string> times_in(const json& status, const std::string& member) {
  std::map<std::string, std::string> times;
  for (const auto& each : status.at("accounts")) {
    const auto& at = each.at(member);
    times[each.at("name").get<std::string>()] = at.is_null() ? "" : at.get<std::string>();
  }
  return times;
}

bool is_newer(const std::map<std::string, std::string>& now,
              const std::map<std::string, std::string>& before) {
  for (const auto& [name, at] : now) {
    const auto known = before.find(name);
    if (at.empty() || (known != before.end() && at <= known->second))
      return false;
  }
  return true;
}

query_outcome failed(query_outcome why, const wish& wanted) {
  why.code = report_failure(why, wanted.as_json);
  return why;
}

} // namespace

query_outcome await_outcome(const wish& wanted, const std::filesystem::path& socket,
                            const account_work& work) {
  auto target = std::string{"/v1/status"};
  if (!wanted.only_account.empty())
    target += "?account=" + control_api::percent_encode(wanted.only_account);
  auto shown = ask(socket, target);
  if (shown.code != exit_code::ok)
    return failed(std::move(shown), wanted);
  const auto before = times_in(shown.answer, work.done_at);
  if (auto asked = request(socket, work.path); asked.code != exit_code::ok)
    return failed(std::move(asked), wanted);
  const auto until = std::chrono::steady_clock::now() + outcome_patience;
  while (std::chrono::steady_clock::now() < until) {
    ::poll(nullptr, 0, outcome_pause_milliseconds);
    shown = ask(socket, target);
    if (shown.code != exit_code::ok)
      return failed(std::move(shown), wanted);
    if (is_newer(times_in(shown.answer, work.done_at), before))
      return shown;
  }
  std::cerr << "riskctl: not every account answered within 15 s\n";
  shown.code = exit_code::failure;
  return shown;
}

} // namespace riskd::riskctl
