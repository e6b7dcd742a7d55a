#include "apps/riskctl/hub_health.hpp"

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/hub_values.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace riskd::riskctl {

namespace {

/// Worst first; what a newer riskd calls otherwise comes last.
constexpr std::array<std::string_view, 5> fleet_states{"UNPROTECTED", "SILENT", "DEGRADED",
                                                       "STARTING", "STOPPING"};

std::size_t rank(const fleet_problem& x) {
  return static_cast<std::size_t>(std::find(fleet_states.begin(), fleet_states.end(), x.state)
                                  - fleet_states.begin());
}

bool is_good(std::string_view state) {
  return state == "PROTECTED" || state == "SHADOW";
}

std::string known_state(std::string state) {
  return state.empty() ? "DEGRADED" : std::move(state);
}

std::string reasons_or_none(const json& account) {
  const auto reasons = joined_texts(account.at("reasons"));
  return reasons.empty() ? "no reason given" : reasons;
}

/// What riskd finds wrong with itself; what it finds wrong with accounts is in these.
void add_own_problems(std::vector<fleet_problem>& out, const json& daemon) {
  const auto name = text_of(daemon, "name");
  const auto& status = daemon.at("status");
  if (status.is_null()) {
    const bool is_garbled = daemon.contains("unreadable");
    out.push_back({is_garbled ? "UNPROTECTED" : "STARTING", name,
                   is_garbled ? "what riskd tells cannot be read" : "riskd has told nothing yet"});
    return;
  }
  for (const auto& each : rows_at(status, "problems"))
    if (each.is_object() && word_at(each, "account").empty())
      out.push_back({known_state(word_at(each, "state")), name, word_at(each, "text")});
}

void add_account_problems(std::vector<fleet_problem>& out, const json& daemon) {
  for (const auto& each : list_at(daemon, "accounts")) {
    const auto look = text_of(each, "shown_as");
    const auto state = look == "unprotected" ? "UNPROTECTED"
                       : look == "silent"    ? "SILENT"
                                             : text_of(each, "state");
    if (!is_good(state))
      out.push_back(
        {state, text_of(daemon, "name") + " " + text_of(each, "name"), reasons_or_none(each)});
  }
}

void add_problems(std::vector<fleet_problem>& out, const json& daemon) {
  const auto standing = text_of(daemon, "state");
  const auto remark = text_of(daemon, "remark");
  const auto name = text_of(daemon, "name");
  if (standing == "unreachable") {
    // Nobody is known to guard its accounts (R-O-6).
    out.push_back({"UNPROTECTED", name, remark.empty() ? "riskd does not answer" : remark});
    return;
  }
  if (standing != "live") {
    out.push_back({"SILENT", name, remark.empty() ? "nothing is heard of it" : remark});
    return;
  }
  const auto before = out.size();
  add_own_problems(out, daemon);
  add_account_problems(out, daemon);
  const auto& status = daemon.at("status");
  if (out.size() == before && status.is_object() && !flag_at(status, "healthy"))
    out.push_back({"DEGRADED", name, word_at(status, "headline")});
}

/// For example `SILENT: vps (silent for 30 s), 3 more`.
std::string described(std::string_view state, const std::vector<fleet_problem>& problems) {
  constexpr std::size_t named_max = 5;
  std::string out;
  std::size_t count = 0;
  for (const auto& each : problems)
    if (each.state == state && ++count <= named_max)
      out += (count == 1 ? "" : ", ") + each.who + " (" + each.text + ")";
  if (count > named_max)
    out += ", " + std::to_string(count - named_max) + " more";
  return std::string{state} + ": " + out;
}

std::string headline_of_problems(const std::vector<fleet_problem>& problems) {
  std::string out;
  std::string_view last;
  for (const auto& each : problems) {
    if (each.state == last)
      continue;
    last = each.state;
    out += (out.empty() ? "" : "; ") + described(last, problems);
  }
  return out;
}

std::string headline_of_good(const json::array_t& daemons) {
  std::map<std::string, std::size_t> counts;
  std::size_t locked = 0;
  for (const auto& daemon : daemons)
    for (const auto& each : list_at(daemon, "accounts")) {
      ++counts[text_of(each, "state")];
      locked += flag_at(each, "locked") ? 1U : 0U;
    }
  std::string out = "READY: " + counted(daemons.size(), "daemon");
  for (const auto& [state, count] : counts)
    out += ", " + std::to_string(count) + " " + state;
  return out + (counts.empty() ? ", no accounts" : "") + ", " + std::to_string(locked) + " locked";
}

} // namespace

fleet_health health_of_fleet(const json& overview) {
  const auto& daemons = list_at(overview, "daemons");
  fleet_health out;
  for (const auto& each : daemons)
    add_problems(out.problems, each);
  if (daemons.empty())
    out.problems.push_back(
      {"SILENT", "hub " + text_of(overview.at("hub"), "name"), "it has heard of no daemon"});
  std::stable_sort(out.problems.begin(), out.problems.end(), [](const auto& a, const auto& b) {
    return std::pair{rank(a), a.state} < std::pair{rank(b), b.state};
  });
  out.headline = out.is_healthy() ? headline_of_good(daemons) : headline_of_problems(out.problems);
  return out;
}

} // namespace riskd::riskctl
