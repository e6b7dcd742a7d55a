#define CAF_SUITE actor.startup

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace actor_startup {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};

/// The trading day ends ten minutes after the start.
constexpr auto rules = "003 {limit: -500, include_unrealized: false}; reset.time: 09:10";

struct fixture : deterministic_daemon {
  fixture() {
    guard(first, rules);
  }

  /// Reaches the loss limit; the broker does what is asked for.
  void lock_and_close() {
    broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
    start();
    advance(1s);
    broker.stream(first, trade_called("#1 -500 id7"));
    settle();
    CAF_REQUIRE_EQUAL(broker.commands(), "close MNQ [003]");
    broker.carry_out(broker.last());
    broker.reply(broker.last(), call_outcome::accepted);
    advance(3s);
    CAF_REQUIRE_EQUAL(account(first).locks.size(), 1u);
    broker.forget();
  }

  /// Dies, and starts again with what the journal kept after so much time.
  void restart_after(duration pause) {
    kill();
    stored = {journal.restored(first)};
    clock.pass(pause);
    start();
  }

  [[nodiscard]] std::size_t releases() const {
    return journal.all<lock_ended>(first).size();
  }

  [[nodiscard]] time_point boundary() const {
    return start_time() + 10min;
  }

  void advance_to(time_point instant) {
    advance(instant - clock.now().wall);
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(startup_tests, fixture)

// R-L-13, R-T-8: what is over binds nobody, not even during the start.
CAF_TEST(a lock that ended meanwhile leaves the position of today alone) {
  lock_and_close();
  kill();
  stored = {journal.restored(first)};
  clock.pass(20min);
  broker.enter(first, position_called("ES S1@6000 id9 ct1000"));
  start();
  advance(5s);
  CAF_CHECK_EQUAL(broker.commands(), "");
  CAF_CHECK_EQUAL(releases(), 1u);
  CAF_CHECK_EQUAL(journal.all<breach_opened>(first).size(), 1u);
}

// R-L-14, R-T-8: the loss of yesterday was yesterday's.
CAF_TEST(a loss of the day before is judged by nobody today) {
  broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
  start();
  advance(1s);
  kill();
  stored = {journal.restored(first)};
  // Made while nobody watched, still in the old day.
  broker.enter(first, trade_called("#1 -500 id7"));
  clock.pass(20min);
  start();
  advance(5s);
  CAF_CHECK_EQUAL(broker.commands(), "");
  CAF_CHECK(account(first).locks.empty());
  CAF_CHECK(journal.all<breach_opened>(first).empty());
}

// R-L-11: a restored lock is measured as well.
CAF_TEST(moving the clock forward after a restart ends no lock early) {
  lock_and_close();
  restart_after(1s);
  clock.step(1h);
  advance(3s);
  CAF_CHECK_EQUAL(releases(), 0u);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
  advance_to(boundary() + 1h - 1us);
  CAF_CHECK_EQUAL(releases(), 0u);
  advance(1us);
  CAF_CHECK_EQUAL(releases(), 1u);
}

// R-L-12
CAF_TEST(the time of the broker governs while the clocks disagree) {
  lock_and_close();
  broker.report(session_opened{clock.now().wall + 24h, clock.now().wall - 1h});
  advance(200ms);
  CAF_CHECK_EQUAL(alerts(alert_code::clock_skew), 1u);
  advance_to(boundary() + 1s);
  CAF_CHECK_EQUAL(releases(), 0u);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
  advance_to(boundary() + 1h - 1us);
  CAF_CHECK_EQUAL(releases(), 0u);
  advance(1us);
  CAF_CHECK_EQUAL(releases(), 1u);
}

// R-L-12: the difference is small, and the later end wins.
CAF_TEST(a restored lock ends by the clock that is behind) {
  lock_and_close();
  kill();
  stored = {journal.restored(first)};
  broker.broker_time_ahead = -4s;
  start();
  advance_to(boundary() + 4s - 1us);
  CAF_CHECK_EQUAL(releases(), 0u);
  advance(1us);
  CAF_CHECK_EQUAL(releases(), 1u);
}

// R-F-12: a call whose reply never comes does not keep its contract from being closed.
CAF_TEST(a lost reply is found out) {
  broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
  start();
  advance(1s);
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_REQUIRE_EQUAL(broker.commands(), "close MNQ [003]");
  broker.forget();
  advance(85s);
  CAF_CHECK_EQUAL(broker.commands(), "");
  advance(15s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003] x2");
}

// R-G-5, R-G-7: a gateway that was replaced answers questions and knows how its links stand.
CAF_TEST(a new gateway begins where the old one was) {
  start();
  advance(1s);
  kill_gateway();
  advance(1s);
  broker.forget();
  broker.stream(first, position_called("MNQ L1@21000 id1 ct1"));
  advance(31s);
  CAF_CHECK(broker.position_reads(first) > 0);
  CAF_REQUIRE(!status.latest()->gateways.empty());
  for (const auto& link : status.latest()->gateways.front().links)
    CAF_CHECK(link.up || link.which == link::rest);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
  CAF_CHECK_EQUAL(account(first).positions.size(), 1u);
}

// R-G-1, step 11: an answer to a question from before the stream was opened merges nothing.
CAF_TEST(a comparison begun before the stream was opened merges nothing) {
  broker.opening = false;
  start();
  broker.answering = fake_broker::manner::later;
  // The stream is down: positions are polled every two seconds.
  advance(3s);
  broker.set_link(link::user_hub, true);
  settle();
  broker.answer_waiting();
  settle();
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).state, protection::starting);
  broker.set_link(link::market_hub, true);
  broker.answer_waiting();
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_startup
