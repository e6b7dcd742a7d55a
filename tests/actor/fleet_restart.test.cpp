#define CAF_SUITE actor.new_fleet

#include "tests/actor/fleet_pair.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace actor_new_fleet {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;

namespace {

bool is_broken(const fleet_daemon& x) {
  return x.audit.state == chain_state::broken;
}

bool has_all_records(const fleet_daemon& x) {
  return x.audit.until && x.audit.until->number == 450;
}

struct fixture : fleet_pair {
  /// The alarms about the audit, as they are shown.
  [[nodiscard]] std::vector<fleet_alarm> audit_alarms() const {
    std::vector<fleet_alarm> out;
    for (const auto& each : board.latest()->alarms)
      if (each.kind == fleet_alarm_kind::audit_broken)
        out.push_back(each);
    return out;
  }

  /// A hub that has the audit, of which the newest records are then cut off.
  void break_audit() {
    tell_daemon();
    CAF_REQUIRE(board.wait("home", has_all_records) != nullptr);
    write_audit(audit_of(400));
    tell_daemon();
    CAF_REQUIRE(board.wait("home", is_broken) != nullptr);
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(new_fleet_tests, fixture)

CAF_TEST(an account that vanished while no agent ran is forgotten) {
  const auto has_accounts = [](std::size_t count) {
    return [count](const fleet_daemon& x) {
      return x.accounts.size() == count;
    };
  };
  tell_daemon(std::vector<std::string>{"A-1", "B-2"});
  tell(account_noticed{an_account("A-1")});
  tell(account_noticed{an_account("B-2")});
  CAF_REQUIRE(board.wait("home", has_accounts(2)) != nullptr);
  restart_agent();
  // An agent that has not reached riskd knows of no accounts, and says nothing of them.
  daemon_report unreached;
  unreached.remark = "not running";
  tell(daemon_noticed{unreached});
  const auto known = board.wait(
    "home", [](const fleet_daemon& x) { return x.standing == daemon_standing::unreachable; });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK_EQUAL(known->accounts.size(), 2u);
  tell_daemon(std::vector<std::string>{"B-2", "C-3"});
  const auto left = board.wait("home", has_accounts(1));
  CAF_REQUIRE(left != nullptr);
  CAF_CHECK_EQUAL(left->accounts.front().what.name, "B-2");
}

// R-P-5
CAF_TEST(a broken audit is broken for the next hub with one alarm) {
  break_audit();
  const auto remark = board.latest()->daemons.back()->audit.remark;
  restart_hub();
  CAF_REQUIRE(board.wait("home", is_live) != nullptr);
  CAF_CHECK(board.wait("home", is_broken) != nullptr);
  CAF_CHECK_EQUAL(board.latest()->daemons.back()->audit.remark, remark);
  const auto alarms = audit_alarms();
  CAF_REQUIRE_EQUAL(alarms.size(), 1u);
  CAF_CHECK(!alarms.front().ended);
  CAF_CHECK(alarms.front().text.find(remark) != std::string::npos);
}

CAF_TEST(a broken audit is over once whoever starts the hub accepts it) {
  break_audit();
  restart_hub({"home", "nobody"});
  const auto known = board.wait("home", [](const fleet_daemon& x) {
    return is_live(x) && x.audit.until && x.audit.until->number == 400;
  });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK_EQUAL(known->audit.state, chain_state::intact);
  CAF_CHECK_EQUAL(known->audit.remark, "");
  CAF_CHECK_EQUAL(known->audit.era, 1u);
  const auto alarms = audit_alarms();
  CAF_REQUIRE_EQUAL(alarms.size(), 1u);
  CAF_CHECK(alarms.front().ended.has_value());
  CAF_CHECK(alarms.front().text.find("accepted by mara") != std::string::npos);
  restart_hub();
  CAF_REQUIRE(board.wait("home", is_live) != nullptr);
  const auto later = board.latest()->daemons.back();
  CAF_CHECK_EQUAL(later->audit.state, chain_state::intact);
  CAF_CHECK(later->audit.until == (record_place{1, 400}));
  CAF_CHECK_EQUAL(audit_alarms().size(), 1u);
}

// R-P-5
CAF_TEST(records that riskd itself lacks break the audit without stopping it) {
  auto audit = audit_of(450);
  audit.erase(audit.begin() + 299);
  write_audit(audit);
  tell_daemon();
  const auto known
    = board.wait("home", [](const fleet_daemon& x) { return is_broken(x) && has_all_records(x); });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK_EQUAL(known->audit.remark,
                  "records are missing: record 301 of chain 1 came after record 299 of chain 1");
  CAF_CHECK(known->missed > 0);
  // A hub that ends in between must not take it for intact afterwards.
  CAF_CHECK_EQUAL(journal.state_before(299), chain_state::intact);
  CAF_CHECK_EQUAL(journal.state_before(301), chain_state::broken);
  CAF_CHECK_EQUAL(journal.record_count(), 449u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_new_fleet
