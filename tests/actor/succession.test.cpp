#define CAF_SUITE actor.succession

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace actor_succession {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};
const account_id second{2};

struct fixture : deterministic_daemon {
  fixture() {
    guard(first, "001 {limit: 2}; 003 {limit: -500}");
    guard(second, "001 {limit: 2}");
  }

  void start_in_excess() {
    start();
    advance(1s);
    broker.forget();
    broker.stream(first, position_called("MNQ L5@21000 id1 ct1"));
    settle();
    CAF_REQUIRE_EQUAL(broker.commands(), "reduce MNQ 3 [001]");
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(succession_tests, fixture)

// R-F-10, R-F-12: what is under way is not done again by whoever comes next.
CAF_TEST(a call in flight outlives its supervisor) {
  start_in_excess();
  const auto call = broker.last();
  kill_supervisor(first);
  advance(2s);
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 3 [001]");
  broker.carry_out(call);
  broker.reply(call, call_outcome::accepted);
  advance(10s);
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 3 [001]");
  CAF_CHECK(account(first).enforcement.verified_flat.has_value()
            || !account(first).enforcement.active);
}

// R-F-12: nobody was there to hear the reply, so the broker is asked what happened.
CAF_TEST(a reply that came while nobody listened is found out) {
  start_in_excess();
  const auto call = broker.last();
  kill_supervisor(first);
  settle();
  broker.carry_out(call);
  broker.reply(call, call_outcome::accepted);
  advance(30s);
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 3 [001]");
  CAF_CHECK(!account(first).enforcement.active);
}

// R-F-12
CAF_TEST(a call that died with its supervisor is made again) {
  start_in_excess();
  kill_supervisor(first);
  advance(30s);
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 3 [001]; reduce MNQ 3 [001] x2");
}

// R-F-19: what cannot be valued is a rule that fails, and nobody dies of telling it.
CAF_TEST(an absurd quote kills nobody) {
  start();
  advance(1s);
  broker.stream(first, position_called("MNQ L1@21000 id1 ct1"));
  broker.stream(second, position_called("MNQ L1@21000 id2 ct1"));
  settle();
  broker.report(quote_called("MNQ 500000000"));
  advance(1s);
  CAF_CHECK_EQUAL(faults.made[child_role::state_keeper], 2);
  CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
  CAF_CHECK_EQUAL(alerts(first, alert_code::supervision_exhausted), 0u);
  broker.stream(second, position_called("MNQ L3@21000 id2 ct1"));
  settle();
  CAF_CHECK(broker.commands().find("reduce MNQ 1 [001]") != std::string::npos);
}

// R-F-19: what may be kept in safe mode is not forgotten with a supervisor.
CAF_TEST(a position that may stay in safe mode outlives the supervisor) {
  start();
  advance(1s);
  broker.stream(first, position_called("MNQ L1@21000 id1 ct1"));
  broker.report(quote_called("MNQ 500000000"));
  advance(1s);
  CAF_REQUIRE(account(first).safe.has_value());
  kill_supervisor(first);
  advance(10s);
  CAF_CHECK(account(first).safe.has_value());
  CAF_CHECK_EQUAL(broker.commands(), "");
  broker.stream(first, position_called("MNQ L2@21000 id1 ct1"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 1 [SYS-SAFE]");
}

// R-L-16: a supervisor that keeps dying is replaced ever later, and people are told.
CAF_TEST(a supervisor that keeps dying is shown as gone) {
  start();
  advance(1s);
  for (int death = 0; death < 8; ++death) {
    kill_supervisor(first);
    settle();
    advance(100ms);
    CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
    advance(15s);
  }
  CAF_CHECK_EQUAL(alerts(first, alert_code::supervision_exhausted), 8u);
  CAF_CHECK_EQUAL(account(second).state, protection::protected_);
  advance(30s);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_succession
