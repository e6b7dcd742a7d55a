#define CAF_SUITE actor.fleet

#include "tests/actor/fleet_pair.hpp"

#include <caf/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace actor_fleet {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;

CAF_TEST_FIXTURE_SCOPE(fleet_tests, fleet_pair)

CAF_TEST(a hub comes to know what an agent tells) {
  tell(account_noticed{an_account("A-1")});
  tell(account_noticed{an_account("B-2", true)});
  tell_daemon();
  const auto known = board.wait("home", [](const fleet_daemon& x) {
    return is_live(x) && x.accounts.size() == 2 && x.audit.until && x.audit.until->number == 450;
  });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK_EQUAL(known->what->version, "0.1.0");
  CAF_CHECK(known->accounts[0].what.realized == dollars(-120));
  CAF_CHECK(known->accounts[1].look == account_look::locked);
  CAF_CHECK(known->audit.state == chain_state::intact);
  CAF_CHECK_EQUAL(journal.record_count(), 450u);
  const auto missed = board.wait(
    "away", [](const fleet_daemon& x) { return x.standing == daemon_standing::never; });
  CAF_CHECK(missed != nullptr);
}

CAF_TEST(a link that ends comes back with all that is new) {
  tell(account_noticed{an_account("A-1")});
  tell_daemon();
  CAF_REQUIRE(board.wait("home", is_live) != nullptr);
  end_link();
  tell(account_noticed{an_account("A-1", true)});
  tell(account_noticed{an_account("C-3")});
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
  tell(daemon_noticed{gone});
  const auto known = board.wait(
    "home", [](const fleet_daemon& x) { return x.standing == daemon_standing::unreachable; });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK_EQUAL(known->remark, "riskd is not running");
}

CAF_TEST(an account that vanished is forgotten) {
  tell(account_noticed{an_account("A-1")});
  tell(account_noticed{an_account("B-2")});
  tell_daemon();
  CAF_REQUIRE(board.wait("home", [](const fleet_daemon& x) { return x.accounts.size() == 2; }));
  tell(account_vanished{"A-1"});
  const auto known
    = board.wait("home", [](const fleet_daemon& x) { return x.accounts.size() == 1; });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK_EQUAL(known->accounts.front().what.name, "B-2");
}

CAF_TEST(more accounts than a hub takes end the link with the reason) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i <= accounts_max; ++i)
    names.push_back("N-" + std::to_string(100'000 + i));
  tell_daemon(names);
  const auto known = board.wait("home", [](const fleet_daemon& x) {
    return !x.attached && x.remark.find("10001 accounts") != std::string::npos;
  });
  CAF_REQUIRE(known != nullptr);
  CAF_CHECK(!known->what);
  names.pop_back();
  tell_daemon(names);
  CAF_CHECK(board.wait("home", is_live) != nullptr);
}

CAF_TEST(riskd is asked from time to time for records that it lacks) {
  tell_daemon();
  CAF_REQUIRE(board.wait(
    "home", [](const fleet_daemon& x) { return x.audit.until && x.audit.until->number == 450; }));
  const auto before = read_count();
  for (const bool is_locked : {true, false, true}) {
    tell(account_noticed{an_account("A-1", is_locked)});
    CAF_REQUIRE(board.wait("home", [&](const fleet_daemon& x) {
      return x.accounts.size() == 1 && x.accounts[0].what.is_locked == is_locked;
    }));
  }
  // Once a second, however long that took.
  CAF_CHECK(read_count() - before < 150);
  write_audit(audit_of(451));
  tell_daemon();
  CAF_CHECK(board.wait(
    "home", [](const fleet_daemon& x) { return x.audit.until && x.audit.until->number == 451; }));
}

CAF_TEST(many accounts arrive whole) {
  constexpr std::size_t count = 300;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i)
    names.push_back("N-" + std::to_string(100'000 + i));
  tell_daemon(names);
  for (const auto& each : names) {
    auto account = an_account(each);
    account.document = R"({"text":")" + std::string(20'000, 't') + R"("})";
    tell(account_noticed{std::move(account)});
  }
  CAF_CHECK(board.wait("home", [](const fleet_daemon& x) { return x.accounts.size() == count; })
            != nullptr);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_fleet
