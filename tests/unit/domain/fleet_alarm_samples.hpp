#pragma once

#include "domain/fleet/fleet_alarms.hpp"
#include "tests/unit/domain/fleet_samples.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::test {

inline domain::fleet_daemon daemon_in(domain::daemon_standing standing,
                                      std::optional<domain::duration> heard = {}) {
  domain::fleet_daemon out;
  out.name = "home";
  out.standing = standing;
  if (heard)
    out.last_heard = hub_start + *heard;
  return out;
}

inline domain::fleet_daemon live_with(domain::protection state, bool is_locked = false) {
  auto out = daemon_in(domain::daemon_standing::live, domain::duration{0});
  auto account = account_named("A-1", state);
  account.is_locked = is_locked;
  out.accounts.push_back({account, hub_start, {}});
  return out;
}

inline domain::fleet_daemon with_broken_audit() {
  auto out = daemon_in(domain::daemon_standing::live, domain::duration{0});
  out.audit.state = domain::chain_state::broken;
  out.audit.remark = "records were cut off";
  return out;
}

inline std::vector<domain::fleet_alarm> look(domain::fleet_alarms& alarms,
                                             const std::vector<domain::fleet_daemon>& daemons,
                                             const domain::clock_reading& now) {
  std::vector<std::shared_ptr<const domain::fleet_daemon>> shared;
  for (const auto& each : daemons)
    shared.push_back(std::make_shared<const domain::fleet_daemon>(each));
  return alarms.update(shared, now);
}

/// `2 raised daemon_silent home`, `2 ended account_locked home A-1` and so on.
inline std::vector<std::string> told(const std::vector<domain::fleet_alarm>& changes) {
  std::vector<std::string> out;
  for (const auto& each : changes)
    out.push_back(std::to_string(each.id) + (each.ended ? " ended " : " raised ")
                  + to_string(each.kind) + " " + each.daemon
                  + (each.account.empty() ? "" : " " + each.account));
  return out;
}

inline domain::fleet_alarms new_alarms() {
  return domain::fleet_alarms{{}, hub_clock({})};
}

} // namespace riskd::test
