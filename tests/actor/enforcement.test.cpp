#define CAF_SUITE actor.enforcement

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace actor_enforcement {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};

struct fixture : deterministic_daemon {
  void start_holding(account_mode mode = account_mode::enforce) {
    guard(first, "003 {limit: -500, include_unrealized: false}").mode = mode;
    broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
    start();
    advance(2s);
    broker.forget();
  }

  /// Reaches the loss limit while two contracts are held; the close is on its way.
  void breach() {
    start_holding();
    broker.stream(first, trade_called("#1 -500 id7"));
    settle();
    CAF_REQUIRE_EQUAL(broker.commands(), "close MNQ [003]");
  }

  void answer(call_outcome outcome) {
    broker.reply(broker.last(), outcome);
    settle();
  }

  /// Refuses the latest close; the next leaves after exactly `pause`.
  void refuse_and_await(duration pause) {
    const auto sent = broker.submitted.size();
    answer(call_outcome::order_rejected);
    advance(pause - 1us);
    CAF_CHECK_EQUAL(broker.submitted.size(), sent);
    advance(1us);
    CAF_CHECK_EQUAL(broker.submitted.size(), sent + 1);
  }

  /// What the broker would show without having told on the stream.
  void vanish() {
    broker.enter(first, position_called("MNQ 0 id1 ct0"));
  }

  [[nodiscard]] bool is_verified() const {
    return account(first).enforcement.verified_flat.has_value();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(enforcement_tests, fixture)

// R-F-11
CAF_TEST(a refused close is repeated at the pace of the requirements) {
  breach();
  answer(call_outcome::order_rejected);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003] x2");
  for (const auto pause : {250ms, 500ms, 1000ms, 2000ms, 4000ms, 4000ms, 4000ms})
    refuse_and_await(pause);
  CAF_CHECK_EQUAL(broker.last().attempt, 9u);
}

// R-F-11
CAF_TEST(an account that stays open is told louder every time) {
  breach();
  answer(call_outcome::order_rejected);
  answer(call_outcome::order_rejected);
  advance(249ms);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat), 0u);
  // The third failure.
  advance(1ms);
  answer(call_outcome::order_rejected);
  advance(200ms);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat), 1u);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat_emergency), 0u);
  advance(29s + 500ms);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat_emergency), 0u);
  advance(1s);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat_emergency), 1u);
  advance(59s);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat_emergency), 1u);
  advance(1s + 200ms);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat_emergency), 2u);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat), 1u);
}

// R-F-11
CAF_TEST(an account that is silent for five seconds is told as open) {
  breach();
  advance(5s - 1ms);
  CAF_CHECK_EQUAL(journal.all<audit_entry>(first).empty(), false);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat), 0u);
  advance(200ms);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat), 1u);
  // Its call is in flight all the time.
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-F-12
CAF_TEST(a close whose reply was lost stays alone once the position is gone) {
  breach();
  vanish();
  answer(call_outcome::unknown);
  advance(10s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK(account(first).positions.empty());
  CAF_CHECK(is_verified());
}

// R-F-12
CAF_TEST(a close whose reply was lost is repeated when a later snapshot shows the position) {
  breach();
  answer(call_outcome::unknown);
  advance(1s - 1us);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  advance(1us);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003] x2");
}

// R-F-12: what was asked for too early decides nothing.
CAF_TEST(a snapshot begun before the call ended repeats nothing) {
  breach();
  broker.answering = fake_broker::manner::later;
  // The pace of verification asks once a second.
  advance(1s);
  answer(call_outcome::unknown);
  CAF_REQUIRE(broker.position_reads(first) > 0);
  broker.answer_waiting();
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  advance(1s);
  broker.answer_waiting();
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003] x2");
}

// R-F-12
CAF_TEST(nothing is repeated while the broker is silent about what is held) {
  breach();
  broker.answering = fake_broker::manner::failing;
  answer(call_outcome::unknown);
  advance(20s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat), 1u);
  broker.answering = fake_broker::manner::at_once;
  advance(3s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003] x2");
}

// R-F-13: success of the call is not success of the command.
CAF_TEST(an accepted close that changes nothing is repeated) {
  breach();
  answer(call_outcome::accepted);
  advance(1s - 1us);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  advance(1us);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003] x2");
}

// R-F-13, R-F-16: proven 1.2 s after the reply where the broker answers at once.
CAF_TEST(flat on the stream is proven by a later snapshot) {
  breach();
  broker.carry_out(broker.last());
  answer(call_outcome::accepted);
  advance(1s - 1us);
  CAF_CHECK(!is_verified());
  advance(200ms);
  CAF_CHECK(is_verified());
  CAF_CHECK(!account(first).enforcement.active);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-F-13
CAF_TEST(flat on the stream alone is never proof) {
  breach();
  broker.answering = fake_broker::manner::failing;
  broker.carry_out(broker.last());
  answer(call_outcome::accepted);
  advance(8s);
  CAF_CHECK(!is_verified());
  CAF_CHECK(account(first).enforcement.active);
  CAF_CHECK_EQUAL(alerts(first, alert_code::not_flat), 1u);
  broker.answering = fake_broker::manner::at_once;
  advance(2s);
  CAF_CHECK(is_verified());
}

// R-F-13
CAF_TEST(flat on the stream is no proof while the broker lists a position) {
  breach();
  broker.carry_out(broker.last());
  answer(call_outcome::accepted);
  // The broker's other half has not heard of it.
  broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
  advance(5s);
  CAF_CHECK(!is_verified());
  CAF_CHECK_LESS(1u, broker.submitted.size());
}

// R-F-13
CAF_TEST(with the stream down two snapshots have to agree) {
  start_holding();
  broker.set_link(link::user_hub, false);
  advance(1s);
  // The loss is found by asking (R-G-7, R-G-8).
  broker.enter(first, trade_called("#1 -500 id7"));
  advance(6s);
  CAF_REQUIRE_EQUAL(broker.commands(), "close MNQ [003]");
  vanish();
  const auto replied = clock.now().monotonic;
  answer(call_outcome::accepted);
  while (!is_verified() && clock.now().monotonic < replied + 20s)
    advance(100ms);
  CAF_CHECK(is_verified());
  // One second after the reply for the first snapshot, another for the second.
  CAF_CHECK(clock.now().monotonic - replied >= 2s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-F-17
CAF_TEST(a flat account under a lock is swept every thirty seconds) {
  breach();
  broker.carry_out(broker.last());
  answer(call_outcome::accepted);
  advance(2s);
  CAF_REQUIRE(is_verified());
  broker.forget();
  // Opened without a word on the stream.
  broker.enter(first, position_called("ES S1@6000 id2 ct0"));
  advance(31s);
  CAF_CHECK_EQUAL(broker.commands(), "close ES [003]");
}

// R-F-6
CAF_TEST(an order whose cancel fails is looked up) {
  start_holding();
  broker.stream(first, order_called("#11 ES buy limit n1 @5900 st1"));
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_REQUIRE_EQUAL(broker.commands(), "cancel #11 [003]; close MNQ [003]");
  broker.carry_out(broker.last());
  answer(call_outcome::accepted);
  // Filled meanwhile, which the stream did not say.
  broker.enter(first, order_called("#11 ES buy limit n1 @5900 st2"));
  broker.reply(broker.submitted.front(), call_outcome::order_not_cancelled);
  settle();
  CAF_CHECK(std::any_of(broker.asked.begin(), broker.asked.end(), [](const query_ticket& x) {
    return std::holds_alternative<order_query>(x.question);
  }));
  // The first retry leaves at once (R-F-11); with the answer there is nothing left to cancel.
  CAF_CHECK_EQUAL(broker.commands(), "cancel #11 [003]; close MNQ [003]; cancel #11 [003] x2");
  answer(call_outcome::order_not_cancelled);
  advance(3s);
  CAF_CHECK_EQUAL(broker.submitted.size(), 3u);
  CAF_CHECK(account(first).live_orders.empty());
  CAF_CHECK(is_verified());
}

CAF_TEST(a working order whose cancel fails is cancelled again) {
  start_holding();
  broker.stream(first, order_called("#11 ES buy limit n1 @5900 st1"));
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  broker.reply(broker.submitted.front(), call_outcome::unknown);
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "cancel #11 [003]; close MNQ [003]; cancel #11 [003] x2");
  answer(call_outcome::unknown);
  advance(250ms - 1us);
  CAF_CHECK_EQUAL(broker.submitted.size(), 3u);
  advance(1us);
  CAF_CHECK_EQUAL(broker.submitted.size(), 4u);
}

// 8.4
CAF_TEST(a closed market is asked again every five seconds) {
  breach();
  answer(call_outcome::contract_not_active);
  advance(5s - 1us);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(alerts(first, alert_code::market_closed), 1u);
  advance(1us);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003] x2");
}

// 8.4
CAF_TEST(a position that the broker cannot find is left alone) {
  breach();
  vanish();
  answer(call_outcome::position_not_found);
  advance(5s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK(is_verified());
}

// R-J-15: every command and its end are recorded.
CAF_TEST(every command is recorded with its end) {
  breach();
  answer(call_outcome::order_rejected);
  broker.carry_out(broker.last());
  answer(call_outcome::accepted);
  const auto sent = journal.all<command_sent>(first);
  const auto ended = journal.all<command_finished>(first);
  CAF_REQUIRE_EQUAL(sent.size(), 2u);
  CAF_REQUIRE_EQUAL(ended.size(), 2u);
  CAF_CHECK(sent[0].ticket.id != sent[1].ticket.id);
  CAF_CHECK_EQUAL(ended[0].id, sent[0].ticket.id);
  CAF_CHECK_EQUAL(ended[0].outcome, call_outcome::order_rejected);
  CAF_CHECK_EQUAL(ended[1].id, sent[1].ticket.id);
  CAF_CHECK_EQUAL(ended[1].outcome, call_outcome::accepted);
}

CAF_TEST(shadow mode decides everything but submits nothing) {
  start_holding(account_mode::shadow);
  broker.stream(first, trade_called("#1 -500 id7"));
  advance(1s);
  CAF_CHECK_EQUAL(broker.commands(), "");
  CAF_CHECK_EQUAL(account(first).state, protection::shadow);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
  CAF_CHECK_EQUAL(journal.all<breach_opened>(first).size(), 1u);
  const auto recorded = journal.all<command_sent>(first);
  CAF_REQUIRE_EQUAL(recorded.size(), 1u);
  CAF_CHECK_EQUAL(recorded.front().ticket.rule, rule_id::daily_realized_loss);
  advance(60s);
  CAF_CHECK_EQUAL(broker.commands(), "");
}

// A shadow account must not be closed when its supervision fails either.
CAF_TEST(shadow mode submits nothing when its children die) {
  start_holding(account_mode::shadow);
  faults.fold.before = [](account_id, const fold_input&) {
    throw std::runtime_error("planted");
  };
  for (int id = 1; id <= 5; ++id) {
    auto trade = trade_called("#1 -1 id1");
    trade.id = trade_id{id};
    broker.stream(first, trade);
    advance(100ms);
  }
  advance(30s);
  CAF_CHECK_EQUAL(alerts(first, alert_code::supervision_exhausted), 1u);
  CAF_CHECK_EQUAL(broker.commands(), "");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_enforcement
