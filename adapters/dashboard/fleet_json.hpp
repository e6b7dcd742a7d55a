#pragma once

#include "adapters/dashboard/aged_object.hpp"
#include "domain/fleet/fleet_status.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace riskd::dashboard {

/// What a hub says of itself.
struct hub_facts {
  std::string name;
  std::string version;
  /// An agent that says nothing for longer counts as silent.
  std::chrono::seconds silent_after{5};
  /// Hub and riskd are one installation, and the page may say so.
  bool is_local = false;
};

/// An account as it is shown.
struct shown_account {
  std::string name;
  aged_object text;

  friend bool operator==(const shown_account&, const shown_account&) = default;
};

/// A daemon as it is shown.
struct shown_daemon {
  std::string name;
  /// Without its accounts. What did not change since the last view is the same object.
  std::shared_ptr<const aged_object> text;
  /// In the order of their names. What did not change since the last view is the same object.
  std::vector<std::shared_ptr<const shown_account>> accounts;
};

/// An alarm as it is shown.
struct shown_alarm {
  std::uint64_t id = 0;
  std::string text;

  friend bool operator==(const shown_alarm&, const shown_alarm&) = default;
};

/// The fleet as it is shown: everything is written already but the ages.
struct fleet_view {
  domain::time_point started;
  /// In the order of their names. What did not change since the last view is the same object.
  std::vector<std::shared_ptr<const shown_daemon>> daemons;
  /// Newest first, at most `shown_alarms_max`: those that go on come before those that ended when
  /// there are more. What did not change since the last view is the same object.
  std::vector<std::shared_ptr<const shown_alarm>> alarms;
};

constexpr std::size_t shown_alarms_max = 50;

[[nodiscard]] json alarm_json(const domain::fleet_alarm& x);

/// When what is shown of a daemon was so, by the hub's clock: while its riskd does not answer, what
/// it said last grows old although the agent is heard. Empty if nothing was ever told.
[[nodiscard]] std::optional<domain::time_point> told_at(const domain::fleet_daemon& x);

/// Writes the fleet for those who show it, and what it wrote only once. Used by one thread.
class fleet_writer {
public:
  /// The same object while `status` is.
  [[nodiscard]] std::shared_ptr<const fleet_view>
  view(std::shared_ptr<const domain::fleet_status> status);

private:
  struct written_daemon {
    std::shared_ptr<const domain::fleet_daemon> from;
    std::shared_ptr<const shown_daemon> shown;
  };

  [[nodiscard]] written_daemon write(std::shared_ptr<const domain::fleet_daemon> from);

  [[nodiscard]] const written_daemon* find(const std::string& name) const;

  std::shared_ptr<const domain::fleet_status> status_;
  std::shared_ptr<const fleet_view> view_;
  /// In the order of their names.
  std::vector<written_daemon> daemons_;
};

/// The answer to `GET /api/overview`. @param kind If not empty, the member `type` before all
/// others.
[[nodiscard]] std::string overview_text(const fleet_view& view, const hub_facts& hub,
                                        domain::time_point now, std::string_view kind = {});

} // namespace riskd::dashboard
