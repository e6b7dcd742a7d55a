#define CAF_SUITE actor.parking

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace actor_parking {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};

struct fixture : deterministic_daemon {
  fixture() {
    guard(first, "003 {limit: -500}");
  }

  /// Starts and answers everything but the comparison that follows the opening of the stream.
  void start_until_streaming() {
    broker.answering = fake_broker::manner::later;
    start();
    // Accounts and catalogue, then the first look at the account, which opens the stream.
    for (int round = 0; round < 2; ++round) {
      broker.answer_waiting();
      settle();
    }
    CAF_REQUIRE_EQUAL(broker.subscribed.size(), 1u);
    CAF_REQUIRE_EQUAL(broker.position_reads(first), 2u);
    broker.forget();
  }

  void compare() {
    broker.answer_waiting();
    settle();
    broker.answering = fake_broker::manner::at_once;
  }

  [[nodiscard]] std::size_t stored_from(event_source source) const {
    std::size_t found = 0;
    for (const auto& each : journal.all<stored_event>(first))
      found += each.source == source ? 1 : 0;
    return found;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(parking_tests, fixture)

// R-G-2
CAF_TEST(events before the first comparison are applied after it) {
  start_until_streaming();
  broker.claim(first, position_called("MNQ L2@21000 id1 ct0"));
  broker.claim(first, trade_called("#1 -500 id7"));
  settle();
  CAF_CHECK_EQUAL(stored_from(event_source::stream), 0u);
  CAF_CHECK_EQUAL(broker.commands(), "");
  compare();
  CAF_CHECK_EQUAL(stored_from(event_source::stream), 2u);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-G-2: parked events come after the snapshot's rows and in their own order.
CAF_TEST(parked events keep their order behind the comparison) {
  start_until_streaming();
  broker.enter(first, position_called("MNQ L1@21000 id1 ct0"));
  for (const auto* row : {"MNQ L3@21000 id1 ct0", "MNQ L2@21000 id1 ct0", "MNQ L4@21000 id1 ct0"})
    broker.claim(first, position_called(row));
  settle();
  compare();
  std::string sizes;
  for (const auto& each : journal.all<stored_event>(first))
    if (const auto* row = std::get_if<position_row>(&each.payload))
      sizes += to_string(row->size);
  CAF_CHECK_EQUAL(sizes, "1324");
}

// Idempotent: the comparison and the stream tell the same.
CAF_TEST(a parked event that is listed as well counts once) {
  start_until_streaming();
  broker.stream(first, trade_called("#1 -300 id7"));
  settle();
  compare();
  advance(1s);
  CAF_CHECK_EQUAL(account(first).realized, dollars(-300));
  CAF_CHECK_EQUAL(broker.commands(), "");
  CAF_CHECK(account(first).locks.empty());
}

CAF_TEST(the account is shown as protected only after the comparison) {
  start_until_streaming();
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).state, protection::starting);
  CAF_CHECK(status.latest()->phase != daemon_phase::ready);
  compare();
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
  CAF_CHECK_EQUAL(status.latest()->phase, daemon_phase::ready);
}

// R-G-2: what the first look shows is judged before the stream is open.
CAF_TEST(a loss that is there at the start is enforced before the stream opens) {
  broker.opening = false;
  broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
  broker.enter(first, trade_called("#1 -500 id7"));
  start();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(journal.all<lock_stored>(first).size(), 1u);
  advance(1s);
  CAF_CHECK_EQUAL(account(first).state, protection::starting);
}

// R-G-1: a broker that does not answer yet is asked again.
CAF_TEST(the first look is asked for again when it fails) {
  broker.opening = false;
  broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
  broker.enter(first, trade_called("#1 -500 id7"));
  broker.answering = fake_broker::manner::later;
  start();
  broker.answer_waiting();
  settle();
  broker.answering = fake_broker::manner::failing;
  broker.fail_waiting();
  advance(40s);
  CAF_CHECK_EQUAL(broker.commands(), "");
  CAF_CHECK(broker.subscribed.empty());
  broker.answering = fake_broker::manner::at_once;
  advance(20s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-G-6, R-G-8: what happened while the stream was down is found by asking.
CAF_TEST(what happened while the stream was down is judged when it is back) {
  start();
  advance(2s);
  broker.set_link(link::user_hub, false);
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).state, protection::degraded);
  broker.answering = fake_broker::manner::failing;
  broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
  broker.enter(first, trade_called("#1 -500 id7"));
  advance(5s);
  CAF_CHECK_EQUAL(broker.commands(), "");
  broker.answering = fake_broker::manner::at_once;
  broker.set_link(link::user_hub, true);
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-G-7
CAF_TEST(the broker is asked every two seconds while the stream is down) {
  start();
  advance(2s);
  broker.set_link(link::user_hub, false);
  settle();
  broker.forget();
  advance(10s + 1ms);
  CAF_CHECK_EQUAL(broker.position_reads(first), 5u);
}

// A position that is there at the start is valued like one that the stream brought.
CAF_TEST(a position of the first look is valued) {
  broker.enter(first, position_called("MNQ L10@21000 id1 ct0"));
  start();
  advance(1s);
  CAF_CHECK_EQUAL(alerts(alert_code::unknown_contract), 0u);
  broker.report(quote_called("MNQ 20975.25"));
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).unrealized, dollars(-495));
  CAF_CHECK_EQUAL(broker.commands(), "");
  broker.report(quote_called("MNQ 20975"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

CAF_TEST(a position that was stored is valued after a restart) {
  broker.enter(first, position_called("MNQ L10@21000 id1 ct0"));
  start();
  advance(1s);
  kill();
  stored = {journal.restored(first)};
  CAF_REQUIRE_EQUAL(stored.front().snapshot->positions.size(), 1u);
  start();
  advance(1s);
  CAF_CHECK_EQUAL(alerts(alert_code::unknown_contract), 0u);
  broker.report(quote_called("MNQ 20975"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_parking
