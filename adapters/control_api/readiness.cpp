#include "adapters/control_api/readiness.hpp"

#include "adapters/logging/field.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace riskd::control_api {

namespace {

using domain::daemon_phase;
using domain::daemon_status;
using domain::protection;

/// Problem states, worst first.
constexpr std::array<std::string_view, 4> by_severity{"UNPROTECTED", "DEGRADED", "STARTING",
                                                      "STOPPING"};

std::size_t rank(const problem& x) {
  return static_cast<std::size_t>(std::find(by_severity.begin(), by_severity.end(), x.state)
                                  - by_severity.begin());
}

std::string joined(const std::vector<std::string>& parts, std::string_view otherwise) {
  std::string out;
  for (const auto& each : parts)
    out += (out.empty() ? "" : ", ") + each;
  return out.empty() ? std::string{otherwise} : out;
}

void add_daemon_problems(std::vector<problem>& out, const daemon_status& status,
                         domain::time_point now, std::chrono::seconds stale_after) {
  const auto taken = reported(status);
  if (!taken)
    out.push_back({"UNPROTECTED", "", "it has reported nothing yet"});
  else if (const auto age = seconds_since(*taken, now); age > stale_after.count())
    out.push_back(
      {"UNPROTECTED", "", "its last report is " + std::to_string(age) + " s old, it may be stuck"});
  if (status.phase != daemon_phase::ready)
    out.push_back({to_string(status.phase), "", joined(status.reasons, "no reason given")});
}

/// An account that is configured by its id alone has no name until it is resolved.
std::string name_of(const domain::account_status& account) {
  if (account.name.empty() && account.id)
    return logging::masked(*account.id);
  return account.name.empty() ? "unnamed account" : account.name;
}

void add_account_problems(std::vector<problem>& out, const daemon_status& status) {
  for (const auto& each : status.accounts)
    if (each.state != protection::protected_ && each.state != protection::shadow)
      out.push_back(
        {to_string(each.state), name_of(each), joined(each.reasons, "no reason given")});
}

/// For example `DEGRADED: riskd (user hub down), A-1 (user hub down), 3 more`.
std::string describe(std::string_view state, const std::vector<problem>& problems) {
  constexpr std::size_t named_max = 5;
  std::string out;
  std::size_t count = 0;
  for (const auto& each : problems)
    if (each.state == state && ++count <= named_max)
      out += (count == 1 ? "" : ", ") + (each.account.empty() ? "riskd" : each.account) + " ("
             + each.text + ")";
  if (count > named_max)
    out += ", " + std::to_string(count - named_max) + " more";
  return count == 0 ? "" : std::string{state} + ": " + out;
}

std::string bad_headline(const std::vector<problem>& problems) {
  std::string out;
  for (const auto state : by_severity)
    if (const auto part = describe(state, problems); !part.empty())
      out += (out.empty() ? "" : "; ") + part;
  return out;
}

std::string good_headline(const daemon_status& status) {
  std::map<protection, std::size_t> counts;
  std::size_t locked = 0;
  for (const auto& each : status.accounts) {
    ++counts[each.state];
    locked += each.locks.empty() ? 0U : 1U;
  }
  std::string out;
  for (const auto& [state, count] : counts)
    out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + to_string(state);
  return "READY: " + (out.empty() ? "no accounts" : out) + ", " + std::to_string(locked)
         + " locked";
}

} // namespace

std::optional<domain::time_point> reported(const daemon_status& status) {
  return status.taken == domain::time_point{} ? std::nullopt : std::optional{status.taken};
}

readiness readiness_of(const daemon_status& status, domain::time_point now,
                       std::chrono::seconds stale_after) {
  readiness found;
  add_daemon_problems(found.problems, status, now, stale_after);
  add_account_problems(found.problems, status);
  std::stable_sort(found.problems.begin(), found.problems.end(),
                   [](const problem& a, const problem& b) { return rank(a) < rank(b); });
  found.headline = found.is_healthy() ? good_headline(status) : bad_headline(found.problems);
  return found;
}

std::int64_t seconds_since(domain::time_point then, domain::time_point now) {
  return std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(now - then).count());
}

std::int64_t seconds_until(domain::time_point end, domain::time_point now) {
  return std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(end - now).count());
}

} // namespace riskd::control_api
