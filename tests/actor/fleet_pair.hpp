#pragma once

#include "actors/basp_door.hpp"
#include "actors/fleet_config.hpp"
#include "actors/fleet_hub.hpp"
#include "actors/fleet_link.hpp"
#include "actors/fleet_uplink.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "messages/fleet_interfaces.hpp"

#include <caf/all.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace riskd::test {

// Two actor systems, each with CAF's distribution, and a socket pair between them: what an agent
// tells has to be what a hub knows.

constexpr std::chrono::seconds fleet_patience{30};

/// Without heartbeats: CAF leaks the timer of the next one when a system ends.
struct quiet_config : fleet_config {
  quiet_config() {
    set("middleman.heartbeat-interval", caf::timespan{0});
  }
};

/// What a hub publishes.
class kept_status final : public domain::fleet_status_port {
public:
  void publish(std::shared_ptr<const domain::fleet_status> latest) override {
    const std::scoped_lock held{guard_};
    latest_ = std::move(latest);
    changed_.notify_all();
  }

  [[nodiscard]] std::shared_ptr<const domain::fleet_status> latest() const override {
    const std::scoped_lock held{guard_};
    return latest_;
  }

  /// Waits until what is known of a daemon is as wanted. Returns null if it does not come to that.
  std::shared_ptr<const domain::fleet_daemon>
  wait(const std::string& name, const std::function<bool(const domain::fleet_daemon&)>& is_wanted) {
    std::unique_lock held{guard_};
    std::shared_ptr<const domain::fleet_daemon> found;
    changed_.wait_for(held, fleet_patience, [&] {
      found = nullptr;
      for (const auto& each : latest_->daemons)
        if (each->name == name && is_wanted(*each))
          found = each;
      return found != nullptr;
    });
    return found;
  }

private:
  mutable std::mutex guard_;
  std::condition_variable changed_;
  std::shared_ptr<const domain::fleet_status> latest_
    = std::make_shared<const domain::fleet_status>();
};

/// Remembers what a hub has written down, in the order in which it came.
class kept_journal final : public domain::fleet_journal_port {
public:
  void keep(domain::kept_records what) override {
    const std::scoped_lock held{guard_};
    const auto known = daemons_.find(what.daemon);
    for (auto& each : what.records) {
      lasts_[{what.daemon, what.era}] = each;
      states_[each.place.number]
        = known == daemons_.end() ? domain::chain_state::unknown : known->second->audit.state;
    }
  }

  void keep(domain::kept_point) override {
  }

  void keep(domain::fleet_alarm what) override {
    const std::scoped_lock held{guard_};
    alarms_[what.id] = std::move(what);
  }

  void keep(std::shared_ptr<const domain::fleet_daemon> what) override {
    const std::scoped_lock held{guard_};
    daemons_[what->name] = std::move(what);
  }

  [[nodiscard]] domain::result<domain::kept_fleet> restore() override {
    const std::scoped_lock held{guard_};
    domain::kept_fleet out;
    for (const auto& [name, known] : daemons_) {
      domain::kept_fleet::daemon one;
      one.name = name;
      one.audit = known->audit.state;
      one.audit_remark = known->audit.remark;
      one.era = known->audit.era;
      if (const auto last = lasts_.find({name, one.era}); last != lasts_.end()) {
        one.records_until = last->second.place;
        one.hash = last->second.hash;
      }
      one.what = known->what;
      one.last_heard = known->last_heard;
      for (const auto& each : known->accounts)
        one.accounts.push_back(each.what);
      out.daemons.push_back(std::move(one));
    }
    for (const auto& [id, alarm] : alarms_)
      out.alarms.push_back(alarm);
    return out;
  }

  [[nodiscard]] std::size_t record_count() const {
    const std::scoped_lock held{guard_};
    return states_.size();
  }

  /// What was on record about the audit when the record of that number was kept.
  [[nodiscard]] domain::chain_state state_before(std::int64_t number) const {
    const std::scoped_lock held{guard_};
    return states_.at(number);
  }

private:
  mutable std::mutex guard_;
  std::map<std::int64_t, domain::chain_state> states_;
  std::map<std::pair<std::string, std::uint64_t>, domain::audit_report> lasts_;
  std::map<std::uint64_t, domain::fleet_alarm> alarms_;
  std::map<std::string, std::shared_ptr<const domain::fleet_daemon>> daemons_;
};

/// Lays a line to the hub whenever it is dialled.
class paired_line final : public domain::hub_line_port {
public:
  explicit paired_line(std::function<void(int hub_end, int agent_end)> lay) : lay_(std::move(lay)) {
  }

  void dial() override {
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0)
      lay_(ends[0], ends[1]);
  }

  void hang_up() override {
  }

private:
  std::function<void(int, int)> lay_;
};

/// A hub, an agent and a line between them. Both can be started anew.
class fleet_pair {
public:
  fleet_pair();
  ~fleet_pair();

  fleet_pair(const fleet_pair&) = delete;
  fleet_pair& operator=(const fleet_pair&) = delete;

  /// Ends the hub, and begins another one with what the journal has.
  void restart_hub(std::set<std::string> accepted = {});

  void restart_agent();

  /// Ends the link. The agent comes back.
  void end_link();

  /// Tells the agent of a riskd that answers, with the end of its audit.
  void tell_daemon(std::optional<std::vector<std::string>> accounts = {});

  template <class Report>
  void tell(Report report) {
    caf::anon_send(uplink_, std::move(report));
  }

  /// How often the agent asked riskd for records.
  [[nodiscard]] std::size_t read_count();

  /// From now on this is the audit of riskd.
  void write_audit(std::vector<domain::audit_report> audit);

  adapters::system_clock clock;
  kept_status board;
  kept_journal journal;

private:
  void start_hub(domain::kept_fleet kept, std::set<std::string> accepted);
  void start_agent();
  void lay(int hub_end, int agent_end);
  [[nodiscard]] records_noticed read(const domain::wanted_records& wanted);

  /// The agent reads and dials on a thread of its own.
  std::mutex guard_;
  std::vector<domain::audit_report> audit_;
  std::size_t read_count_ = 0;
  fleet_hub_actor hub_;
  fleet_link_actor link_;
  fleet_uplink_actor uplink_;
  paired_line line_{[this](int hub_end, int agent_end) {
    lay(hub_end, agent_end);
  }};
  quiet_config hub_settings_;
  quiet_config agent_settings_;
  std::optional<caf::actor_system> hub_system_;
  std::optional<caf::actor_system> agent_system_;
};

/// The audit of a riskd: records 1 to `count`.
[[nodiscard]] std::vector<domain::audit_report> audit_of(std::int64_t count);

[[nodiscard]] domain::account_report an_account(const std::string& name, bool is_locked = false);

[[nodiscard]] bool is_live(const domain::fleet_daemon& x);

} // namespace riskd::test
