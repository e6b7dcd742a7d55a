#pragma once

#include "domain/fleet/fleet_status.hpp"
#include "domain/ports/fleet_history_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

/// How long something must last before an alarm is raised.
struct fleet_alarm_pace {
  /// Since the last word of a daemon, or since the hub began.
  duration silent = std::chrono::seconds{30};
  duration unreachable = std::chrono::seconds{10};
  duration unprotected = std::chrono::seconds{3};
};

/// Which alarms of a hub go on. A condition raises one alarm, which goes on until the condition is
/// known to have ended: what was last known of a daemon that is not heard stays. A broken audit
/// does not end until somebody accepts it. Not thread-safe.
class fleet_alarms {
public:
  /// How many of those that ended are kept.
  static constexpr std::size_t ended_max = 200;

  /// Goes on from the alarms of an earlier hub, and counts on from their ids.
  /// @param started When this hub began.
  fleet_alarms(const kept_fleet& kept, const clock_reading& started, fleet_alarm_pace pace = {});

  /// Looks at all daemons. Alarms of one that is no longer among them end.
  /// @return What was raised and what ended.
  [[nodiscard]] std::vector<fleet_alarm>
  update(const std::vector<std::shared_ptr<const fleet_daemon>>& daemons, const clock_reading& now);

  /// Somebody looked into the audit of a daemon and accepts it as it comes: the alarm that it is
  /// broken ends with a text that says so. @param who For people.
  /// @return The alarm; empty if none went on.
  [[nodiscard]] std::optional<fleet_alarm>
  accept_audit(const std::string& daemon, const std::string& who, const clock_reading& now);

  /// All that go on and the newest that ended; newest first.
  [[nodiscard]] std::vector<fleet_alarm> all() const;

private:
  /// What an alarm is about.
  struct subject {
    std::string daemon;
    /// Empty if it concerns the daemon.
    std::string account;
    fleet_alarm_kind kind{};

    friend auto operator<=>(const subject&, const subject&) = default;
  };

  struct condition {
    /// Since when it lasts (monotonic).
    duration since{};
    std::optional<fleet_alarm> alarm;
    /// The look at which it was last found.
    std::uint64_t found = 0;
  };

  /// When a daemon was last heard.
  struct last_word {
    std::optional<time_point> wall;
    duration monotonic{};
    std::uint64_t found = 0;
  };

  class look;

  fleet_alarm end(fleet_alarm alarm, const clock_reading& now);
  void end_what_is_over(const clock_reading& now, std::vector<fleet_alarm>& changes);
  [[nodiscard]] duration word_of(const fleet_daemon& daemon, const clock_reading& now);

  fleet_alarm_pace pace_;
  duration started_;
  std::uint64_t last_id_;
  std::uint64_t looks_ = 0;
  std::map<subject, condition> conditions_;
  std::map<std::string, last_word> words_;
  /// In the order in which they ended.
  std::deque<fleet_alarm> ended_;
};

} // namespace riskd::domain
