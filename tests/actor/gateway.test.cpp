#define CAF_SUITE actor.gateway

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace actor_gateway {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};
const account_id second{2};

struct fixture : deterministic_daemon {
  void start_holding() {
    for (const auto each : {first, second}) {
      guard(each, "003 {limit: -500, include_unrealized: false}");
      broker.enter(each, position_called("MNQ L2@21000 id1 ct0"));
    }
    start();
    advance(2s);
    CAF_REQUIRE_EQUAL(account(first).state, protection::protected_);
    CAF_REQUIRE_EQUAL(account(second).state, protection::protected_);
    broker.forget();
  }

  /// Reaches the loss limit of the first account; the close is on its way.
  void breach() {
    start_holding();
    broker.stream(first, trade_called("#1 -500 id7"));
    settle();
    CAF_REQUIRE_EQUAL(broker.commands(), "close MNQ [003]");
  }

  [[nodiscard]] std::size_t trades_stored(account_id account) const {
    const auto rows = journal.all<stored_event>(account);
    return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const stored_event& x) {
        return std::holds_alternative<trade_row>(x.payload);
      }));
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(gateway_tests, fixture)

CAF_TEST(accounts are protected again once their gateway is replaced) {
  start_holding();
  kill_gateway();
  settle();
  advance(3s);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
  CAF_CHECK_EQUAL(account(second).state, protection::protected_);
  CAF_CHECK_EQUAL(status.latest()->phase, daemon_phase::ready);
  // The adapter was not started again, and no account began anew.
  CAF_CHECK_EQUAL(broker.starts, 1);
  CAF_CHECK_EQUAL(faults.made[child_role::state_keeper], 2);
  CAF_CHECK_EQUAL(broker.subscribed.size(), 2u);
  CAF_CHECK_EQUAL(broker.watched.size(), 1u);
  CAF_CHECK_EQUAL(broker.commands(), "");
}

CAF_TEST(what arrives while there is no gateway takes effect once) {
  start_holding();
  kill_gateway();
  settle();
  broker.stream(first, trade_called("#1 -500 id7"));
  broker.stream(second, trade_called("#1 -100 id7"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "");
  advance(3s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(journal.all<breach_opened>(first).size(), 1u);
  CAF_CHECK_EQUAL(trades_stored(first), 1u);
  CAF_CHECK_EQUAL(trades_stored(second), 1u);
  CAF_CHECK_EQUAL(account(first).realized, dollars(-500));
  CAF_CHECK_EQUAL(account(second).realized, dollars(-100));
  CAF_CHECK_EQUAL(alerts(alert_code::unknown_account), 0u);
}

// What was in the dead gateway's mailbox is lost with it and found by asking (R-G-8).
CAF_TEST(a loss that died with the gateway is found at the broker) {
  start_holding();
  kill_gateway();
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  advance(3s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(trades_stored(first), 1u);
}

CAF_TEST(a lock outlives the gateway) {
  breach();
  const auto ticket = broker.last();
  broker.carry_out(ticket);
  broker.reply(ticket, call_outcome::accepted);
  advance(3s);
  CAF_REQUIRE(account(first).enforcement.verified_flat.has_value());
  broker.forget();
  kill_gateway();
  settle();
  advance(3s);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
  CAF_CHECK_EQUAL(journal.all<lock_stored>(first).size(), 1u);
  CAF_CHECK_EQUAL(broker.commands(), "");
  broker.stream(first, position_called("ES S1@6000 id9 ct60"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close ES [003]");
}

// R-F-10
CAF_TEST(the death of the gateway repeats no close in flight) {
  breach();
  const auto ticket = broker.last();
  kill_gateway();
  settle();
  advance(300ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  broker.carry_out(ticket);
  broker.reply(ticket, call_outcome::accepted);
  advance(3s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK(account(first).enforcement.verified_flat.has_value());
}

CAF_TEST(a reply that arrives while there is no gateway is kept) {
  breach();
  const auto ticket = broker.last();
  kill_gateway();
  settle();
  broker.carry_out(ticket);
  broker.reply(ticket, call_outcome::accepted);
  advance(3s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(journal.all<command_finished>(first).size(), 1u);
  CAF_CHECK(account(first).enforcement.verified_flat.has_value());
}

// R-F-12: it is found out like any call whose reply was lost.
CAF_TEST(a command that is decided while there is no gateway reaches the broker) {
  start_holding();
  faults.fold.before = [left = 1](account_id, const fold_input&) mutable {
    if (left-- > 0)
      throw std::runtime_error("planted");
  };
  // Judged only after the state keeper was replaced; the gateway is dead by then.
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  kill_gateway();
  settle();
  advance(50ms);
  CAF_CHECK_EQUAL(journal.all<command_sent>(first).size(), 1u);
  CAF_CHECK_EQUAL(broker.commands(), "");
  advance(100s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003] x2");
}

CAF_TEST(quotes flow through the new gateway) {
  start_holding();
  kill_gateway();
  settle();
  advance(2s);
  broker.report(quote_called("MNQ 20990"));
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).unrealized, dollars(-40));
}

CAF_TEST(events of an account that nobody guards are told once) {
  start_holding();
  broker.report(account_event{account_id{99}, trade_called("#1 -500 id7")});
  broker.report(account_event{account_id{99}, trade_called("#1 -500 id8")});
  advance(200ms);
  CAF_CHECK_EQUAL(alerts(alert_code::unknown_account), 1u);
  CAF_CHECK_EQUAL(broker.commands(), "");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_gateway
