#pragma once

#include "domain/fleet/daemon_watch.hpp"
#include "tests/unit/domain/fleet_samples.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace riskd::test {

inline domain::fleet_update update_of(std::uint64_t number,
                                      std::optional<domain::daemon_report> daemon = {}) {
  domain::fleet_update out;
  out.number = number;
  out.sent = hub_start;
  out.daemon = std::move(daemon);
  return out;
}

/// A riskd that does not answer.
inline domain::daemon_report mute(const std::string& remark) {
  auto out = answering();
  out.answers = false;
  out.remark = remark;
  return out;
}

inline domain::account_report with_result(domain::account_report x,
                                          std::optional<domain::money> realized,
                                          std::optional<domain::money> unrealized = {}) {
  x.realized = realized;
  x.unrealized = unrealized;
  return x;
}

/// A watch of which nothing is known, and which takes five seconds for silence.
inline domain::daemon_watch new_watch() {
  return domain::daemon_watch{"home", std::chrono::seconds{5}};
}

/// A watch that took its first update at 0 s: riskd answers, with two accounts.
inline domain::daemon_watch live_watch() {
  auto out = new_watch();
  out.link_up(hub_clock({}));
  auto update = update_of(1, answering());
  update.accounts = {account_named("B-1"), account_named("A-1")};
  static_cast<void>(out.take(update, hub_clock({})));
  return out;
}

} // namespace riskd::test
