#define CAF_SUITE actor.in_flight

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace actor_in_flight {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};
const account_id second{2};

struct fixture : deterministic_daemon {
  void start_holding(std::string_view rules = "003 {limit: -500, include_unrealized: false}") {
    guard(first, rules);
    guard(second, rules);
    start();
    advance(2s);
    for (const auto each : {first, second})
      broker.stream(each, position_called("MNQ L2@21000 id1 ct0"));
    settle();
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

  void hold(const char* row) {
    broker.stream(first, position_called(row));
    settle();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(in_flight_tests, fixture)

// R-F-12: the reduction of the process that was killed may still be on its way.
CAF_TEST(the next process looks for a reduction before it repeats it) {
  start_holding("001 {limit: 2, enforcement: reduce_to_limit}");
  hold("MNQ L4@21000 id1 ct0");
  CAF_REQUIRE_EQUAL(broker.commands(), "reduce MNQ 2 [001]");
  const auto sent = broker.last();
  kill();
  stored = {journal.restored(first), journal.restored(second)};
  broker.forget();
  start();
  advance(900ms);
  CAF_CHECK_EQUAL(broker.commands(), "");
  broker.carry_out(sent);
  settle();
  advance(5s);
  CAF_CHECK_EQUAL(broker.commands(), "");
}

CAF_TEST(a reduction that got lost with its process is commanded anew) {
  start_holding("001 {limit: 2, enforcement: reduce_to_limit}");
  hold("MNQ L4@21000 id1 ct0");
  kill();
  stored = {journal.restored(first), journal.restored(second)};
  broker.forget();
  start();
  advance(3s);
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 2 [001]");
}

// R-F-10, R-F-18
CAF_TEST(many events while a close is in flight close nothing again) {
  breach();
  for (int id = 2; id <= 40; ++id) {
    auto trade = trade_called("#1 -10 id7");
    trade.id = trade_id{id};
    broker.stream(first, trade);
    broker.report(quote_called("MNQ 20990"));
    broker.stream(first, position_called("MNQ L2@21000 id1 ct0"));
    broker.stream(first, account_row{first, "ACCOUNT-1", true, dollars(49'000 - id)});
  }
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  advance(4s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-F-18
CAF_TEST(events repeat no accepted close before it is seen) {
  breach();
  answer(call_outcome::accepted);
  for (int id = 2; id <= 10; ++id) {
    auto trade = trade_called("#1 -10 id7");
    trade.id = trade_id{id};
    broker.stream(first, trade);
  }
  advance(900ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-F-18
CAF_TEST(a new excess is commanded while an accepted close is unproven) {
  breach();
  answer(call_outcome::accepted);
  hold("MNQ L3@21000 id1 ct0");
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003] x2");
}

// R-F-10: one close per contract at a time.
CAF_TEST(a new excess waits for the reply of the close in flight) {
  breach();
  hold("MNQ L5@21000 id1 ct0");
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  answer(call_outcome::accepted);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003] x2");
}

// R-F-12: the excess may be what the lost close was to take away.
CAF_TEST(a new excess waits for the proof of a close whose reply was lost) {
  breach();
  answer(call_outcome::unknown);
  hold("MNQ L3@21000 id1 ct0");
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  // A snapshot counts once it was begun a second after what the stream said (R-G-5).
  advance(2s + 1ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003] x2");
}

// R-F-18
CAF_TEST(the rest of a partial close is left to the call in flight) {
  breach();
  hold("MNQ L1@21000 id1 ct0");
  answer(call_outcome::accepted);
  advance(500ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  hold("MNQ 0 id1 ct0");
  advance(3s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK(account(first).enforcement.verified_flat.has_value());
}

// R-X-9
CAF_TEST(a position that flips while its close is in flight is closed as well) {
  breach();
  hold("MNQ S1@20990 id1 ct0");
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  answer(call_outcome::accepted);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003]");
}

// R-X-7
CAF_TEST(two breaches in one step are one close) {
  start_holding("001 {limit: 2}; 003 {limit: -10}");
  broker.report(quote_called("MNQ 20999"));
  settle();
  CAF_REQUIRE_EQUAL(broker.commands(), "");
  // Ten contracts a point down: too many, and twenty dollars lost.
  hold("MNQ L10@21000 id1 ct0");
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  const auto breaches = journal.all<breach_opened>(first);
  CAF_REQUIRE_EQUAL(breaches.size(), 2u);
  CAF_CHECK_EQUAL(breaches[0].what.rule, rule_id::max_contracts);
  CAF_CHECK_EQUAL(breaches[1].what.rule, rule_id::daily_realized_loss);
}

// R-F-5: what a reduce takes away counts as gone.
CAF_TEST(a reduce in flight stays alone while the position moves) {
  start_holding("001 {limit: 2}");
  hold("MNQ L5@21000 id1 ct0");
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 3 [001]");
  hold("MNQ L5@21001 id1 ct0");
  hold("MNQ L4@21001 id1 ct0");
  answer(call_outcome::accepted);
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 3 [001]");
  hold("MNQ L2@21001 id1 ct0");
  advance(5s);
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 3 [001]");
  CAF_CHECK(!account(first).enforcement.active);
}

CAF_TEST(each account closes its own position once) {
  start_holding();
  for (int round = 0; round < 3; ++round)
    for (const auto each : {first, second}) {
      broker.stream(each, trade_called("#1 -500 id7"));
      broker.stream(each, position_called("MNQ L2@21000 id1 ct0"));
    }
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003]");
  CAF_REQUIRE_EQUAL(broker.submitted.size(), 2u);
  CAF_CHECK(broker.submitted[0].account != broker.submitted[1].account);
}

// R-F-10: eight calls at a time, closes first.
CAF_TEST(no more than eight calls of an account are in flight) {
  start_holding();
  for (const auto* each : {"MNQM", "ES", "NQ", "MES", "RTY", "ZN", "6J"})
    broker.stream(first, position_called(std::string{each} + " L1@100 id2 ct0"));
  broker.stream(first, order_called("#11 ES buy limit n1 @5900 st1"));
  broker.stream(first, order_called("#12 ES buy limit n1 @5900 st1"));
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_REQUIRE_EQUAL(broker.submitted.size(), 8u);
  for (const auto& each : broker.submitted)
    CAF_CHECK(std::holds_alternative<close_position>(each.order));
  const auto closes = broker.submitted;
  broker.forget();
  broker.carry_out(closes[0]);
  broker.reply(closes[0], call_outcome::accepted);
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "cancel #11 [003]");
  broker.carry_out(closes[1]);
  broker.reply(closes[1], call_outcome::accepted);
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "cancel #11 [003]; cancel #12 [003]");
}

// R-F-10
CAF_TEST(a cancel in flight stays alone while its order changes) {
  start_holding();
  broker.stream(first, order_called("#11 ES buy limit n1 @5900 st1"));
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_REQUIRE_EQUAL(broker.commands(), "cancel #11 [003]; close MNQ [003]");
  broker.stream(first, order_called("#11 ES buy limit n1 @5901 st1"));
  broker.stream(first, order_called("#11 ES buy limit n1 @5902 st1"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "cancel #11 [003]; close MNQ [003]");
  broker.stream(first, order_called("#11 ES buy limit n1 @5902 st7"));
  broker.reply(broker.submitted.front(), call_outcome::accepted);
  advance(900ms);
  CAF_CHECK_EQUAL(broker.commands(), "cancel #11 [003]; close MNQ [003]");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_in_flight
