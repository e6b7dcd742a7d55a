#define CAF_SUITE actor.fleet

#include "actors/basp_door.hpp"
#include "actors/fleet_config.hpp"
#include "actors/fleet_hub.hpp"
#include "actors/fleet_link.hpp"
#include "actors/fleet_uplink.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "messages/fleet_interfaces.hpp"

#include <caf/all.hpp>
#include <caf/test/unit_test.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

using namespace riskd;
using namespace riskd::domain;
using namespace std::chrono_literals;

// Two actor systems, each with CAF's distribution, and a socket pair between them: what an agent
// tells has to be what a hub knows.

namespace {

constexpr auto patience = 30s;

/// Without heartbeats: CAF leaks the timer of the next one when a system ends.
struct quiet_config : fleet_config {
  quiet_config() {
    set("middleman.heartbeat-interval", caf::timespan{0});
  }
};

class kept_status final : public fleet_status_port {
public:
  void publish(std::shared_ptr<const fleet_status> latest) override {
    const std::scoped_lock held{guard_};
    latest_ = std::move(latest);
    changed_.notify_all();
  }

  [[nodiscard]] std::shared_ptr<const fleet_status> latest() const override {
    const std::scoped_lock held{guard_};
    return latest_;
  }

  /// Waits until what is known of a daemon is as wanted. Returns null if it does not come to that.
  std::shared_ptr<const fleet_daemon>
  wait(const std::string& name, const std::function<bool(const fleet_daemon&)>& is_wanted) {
    std::unique_lock held{guard_};
    std::shared_ptr<const fleet_daemon> found;
    changed_.wait_for(held, patience, [&] {
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
  std::shared_ptr<const fleet_status> latest_ = std::make_shared<const fleet_status>();
};

/// Remembers what it is given.
class kept_journal final : public fleet_journal_port {
public:
  void keep(kept_records what) override {
    const std::scoped_lock held{guard_};
    for (auto& each : what.records)
      records.push_back(std::move(each));
  }

  void keep(kept_point) override {
  }

  void keep(fleet_alarm) override {
  }

  void keep(std::shared_ptr<const fleet_daemon>) override {
  }

  [[nodiscard]] result<kept_fleet> restore() override {
    return kept_fleet{};
  }

  [[nodiscard]] std::size_t count() const {
    const std::scoped_lock held{guard_};
    return records.size();
  }

  mutable std::mutex guard_;
  std::vector<audit_report> records;
};

/// Lays a line to the hub whenever it is dialled.
class paired_line final : public hub_line_port {
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

/// The audit of a riskd, from which an agent reads.
std::vector<audit_report> audit_of(std::int64_t count) {
  std::vector<audit_report> out;
  std::string last(64, '0');
  for (std::int64_t n = 1; n <= count; ++n) {
    audit_report each;
    each.place = {1, n};
    each.previous = last;
    last = std::string(63, 'a') + "0123456789abcdef"[n % 16];
    each.hash = last;
    each.type = "command";
    each.text = "Record " + std::to_string(n) + ".";
    out.push_back(std::move(each));
  }
  return out;
}

account_report an_account(const std::string& name, bool is_locked) {
  account_report out;
  out.name = name;
  out.state = protection::protected_;
  out.is_locked = is_locked;
  out.realized = dollars(-120);
  out.document = R"({"name":"A"})";
  return out;
}

struct fixture {
  fixture() {
    hub_assignment given;
    given.clock = &clock;
    given.board = &board;
    given.journal = &journal;
    given.silent_after = 5s;
    given.expected = {"home", "away"};
    hub = spawn_actor(hub_system, {}, fleet_hub, std::move(given));
    uplink_assignment agent;
    agent.clock = &clock;
    agent.line = &line;
    agent.version = "1.2.3";
    agent.random = [] {
      return 0.0;
    };
    agent.read_records = [this](const wanted_records& wanted) {
      records_noticed read;
      for (const auto& each : audit)
        if (!wanted.after || each.place.number > wanted.after->number)
          if (read.records.size() < wanted.count)
            read.records.push_back(each);
      caf::anon_send(uplink, std::move(read));
    };
    uplink = spawn_actor(agent_system, {}, fleet_uplink, std::move(agent));
  }

  ~fixture() {
    caf::anon_send(uplink, stop_work{});
    caf::anon_send(hub, stop_work{});
    caf::anon_send_exit(link, caf::exit_reason::kill);
  }

  void lay(int hub_end, int agent_end) {
    link = spawn_actor(hub_system, {}, fleet_link, link_assignment{{}, "home", hub});
    offer_actor(hub_system, hub_end, caf::actor_cast<caf::actor>(link));
    caf::anon_send(uplink, line_opened{agent_end});
  }

  void tell_daemon() {
    daemon_report report;
    report.answers = true;
    report.version = "0.1.0";
    report.audit_end = audit.back().place;
    report.audit_hash = audit.back().hash;
    report.document = "{}";
    caf::anon_send(uplink, daemon_noticed{report});
  }

  adapters::system_clock clock;
  kept_status board;
  kept_journal journal;
  std::vector<audit_report> audit = audit_of(450);
  quiet_config hub_settings;
  quiet_config agent_settings;
  caf::actor_system hub_system{hub_settings};
  caf::actor_system agent_system{agent_settings};
  fleet_hub_actor hub;
  fleet_link_actor link;
  fleet_uplink_actor uplink;
  paired_line line{[this](int hub_end, int agent_end) {
    lay(hub_end, agent_end);
  }};
};

bool is_live(const fleet_daemon& x) {
  return x.standing == daemon_standing::live;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(fleet_tests, fixture)

CAF_TEST(a hub comes to know what an agent tells) {
  caf::anon_send(uplink, account_noticed{an_account("A-1", false)});
  caf::anon_send(uplink, account_noticed{an_account("B-2", true)});
  tell_daemon();
  const auto known = board.wait("home", [](const fleet_daemon& x) {
    return is_live(x) && x.accounts.size() == 2 && x.audit.until && x.audit.until->number == 450;
  });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK_EQUAL(known->what->version, "0.1.0");
  CAF_CHECK(known->accounts[0].what.realized == dollars(-120));
  CAF_CHECK(known->accounts[1].look == account_look::locked);
  CAF_CHECK(known->audit.state == chain_state::intact);
  CAF_CHECK_EQUAL(journal.count(), 450u);
  const auto missed = board.wait(
    "away", [](const fleet_daemon& x) { return x.standing == daemon_standing::never; });
  CAF_CHECK(missed != nullptr);
}

CAF_TEST(a link that ends comes back with all that is new) {
  caf::anon_send(uplink, account_noticed{an_account("A-1", false)});
  tell_daemon();
  CAF_REQUIRE(board.wait("home", is_live) != nullptr);
  caf::anon_send(link, refuse_link{"for a test"});
  caf::anon_send(uplink, account_noticed{an_account("A-1", true)});
  caf::anon_send(uplink, account_noticed{an_account("C-3", false)});
  const auto known = board.wait("home", [](const fleet_daemon& x) {
    return is_live(x) && x.accounts.size() == 2 && x.accounts[0].what.is_locked;
  });
  CAF_CHECK(known != nullptr);
  CAF_CHECK(board.wait(
    "home", [](const fleet_daemon& x) { return x.audit.until && x.audit.until->number == 450; }));
}

CAF_TEST(a riskd that is gone is told apart from a silent agent) {
  tell_daemon();
  CAF_REQUIRE(board.wait("home", is_live) != nullptr);
  daemon_report gone;
  gone.answers = false;
  gone.remark = "riskd is not running";
  caf::anon_send(uplink, daemon_noticed{gone});
  const auto known = board.wait(
    "home", [](const fleet_daemon& x) { return x.standing == daemon_standing::unreachable; });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK_EQUAL(known->remark, "riskd is not running");
}

CAF_TEST(an account that vanished is forgotten) {
  caf::anon_send(uplink, account_noticed{an_account("A-1", false)});
  caf::anon_send(uplink, account_noticed{an_account("B-2", false)});
  tell_daemon();
  CAF_REQUIRE(board.wait("home", [](const fleet_daemon& x) { return x.accounts.size() == 2; }));
  caf::anon_send(uplink, account_vanished{"A-1"});
  const auto known
    = board.wait("home", [](const fleet_daemon& x) { return x.accounts.size() == 1; });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK_EQUAL(known->accounts.front().what.name, "B-2");
}

CAF_TEST_FIXTURE_SCOPE_END()
