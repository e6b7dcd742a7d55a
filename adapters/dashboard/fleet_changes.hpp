#pragma once

#include "adapters/dashboard/fleet_json.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace riskd::dashboard {

/// A daemon that is new or is told differently now.
struct daemon_changed {
  std::shared_ptr<const shown_daemon> daemon;
};

struct account_changed {
  /// The daemon that it is of.
  std::shared_ptr<const shown_daemon> daemon;
  std::shared_ptr<const shown_account> account;
};

struct account_gone {
  std::string daemon;
  std::string name;
};

struct alarm_changed {
  std::shared_ptr<const shown_alarm> alarm;
};

using fleet_change = std::variant<daemon_changed, account_changed, account_gone, alarm_changed>;

/// What has to be told to somebody who knows `before`, alarms first, oldest alarm first. Nothing if
/// a daemon is gone: that takes a new overview.
[[nodiscard]] std::optional<std::vector<fleet_change>> changes_between(const fleet_view& before,
                                                                       const fleet_view& after);

/// The message that tells it.
[[nodiscard]] std::string message_of(const fleet_change& x, domain::time_point now);

/// The message that tells the time.
[[nodiscard]] std::string tick_message(domain::time_point now);

} // namespace riskd::dashboard
