#define CAF_SUITE actor.restart

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace actor_restart {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};
const account_id second{2};

/// Kills its child at its first call.
template <class Step>
auto once() {
  return [left = 1](account_id account, const Step&) mutable {
    if (account == first && left-- > 0)
      throw std::runtime_error("planted");
  };
}

struct fixture : deterministic_daemon {
  void start_with_positions() {
    guard(first, "003 {limit: -500, include_unrealized: false}");
    guard(second, "003 {limit: -500, include_unrealized: false}");
    for (const auto each : {first, second})
      broker.enter(each, position_called("MNQ L2@21000 id1 ct0"));
    start();
    advance(1s);
    CAF_REQUIRE_EQUAL(account(first).state, protection::protected_);
    broker.forget();
    made_before = faults.made;
  }

  /// Handles a loss at the limit, amid other events, and the pause before a restart.
  void lose() {
    broker.stream(first, position_called("MNQ L3@21000 id1 ct0"));
    broker.stream(first, trade_called("#1 -500 id7"));
    broker.stream(first, position_called("MNQ L4@21000 id1 ct0"));
    settle();
    advance(5ms);
  }

  /// Everything that the loss calls for happened exactly once, and in order.
  void check_one_effect() {
    CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
    CAF_CHECK_EQUAL(journal.all<breach_opened>(first).size(), 1u);
    CAF_CHECK_EQUAL(journal.all<lock_stored>(first).size(), 1u);
    CAF_CHECK_EQUAL(journal.all<command_sent>(first).size(), 1u);
    CAF_CHECK_EQUAL(journal.intents.size(), 1u);
    CAF_CHECK_EQUAL(stored_kinds(), "P3 T P4 ");
    advance(200ms);
    CAF_CHECK_EQUAL(account(first).realized, dollars(-500));
    CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
    CAF_CHECK_EQUAL(account(first).state, protection::protected_);
    CAF_CHECK(broker.commands() == "close MNQ [003]");
  }

  void check_replaced(child_role role) {
    for (const auto each : {child_role::state_keeper, child_role::rule_evaluator,
                            child_role::lockout_timer, child_role::enforcer})
      CAF_CHECK_EQUAL(faults.made[each] - made_before[each], each == role ? 1 : 0);
  }

  /// What the stream brought, in the order of the journal.
  [[nodiscard]] std::string stored_kinds() const {
    std::string out;
    for (const auto& each : journal.all<stored_event>(first)) {
      if (each.source != event_source::stream)
        continue;
      if (const auto* row = std::get_if<position_row>(&each.payload))
        out += "P" + to_string(row->size) + " ";
      else
        out += "T ";
    }
    return out;
  }

  std::map<child_role, int> made_before;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(restart_tests, fixture)

CAF_TEST(an event outlives the state keeper that dies of it) {
  start_with_positions();
  faults.fold.before = once<fold_input>();
  lose();
  check_one_effect();
  check_replaced(child_role::state_keeper);
}

CAF_TEST(an event outlives the rule evaluator that dies of it) {
  start_with_positions();
  faults.judge.before = once<judge_step>();
  lose();
  check_one_effect();
  check_replaced(child_role::rule_evaluator);
}

CAF_TEST(a breach outlives the lockout timer that dies of it) {
  start_with_positions();
  faults.bind.before = once<bind_step>();
  lose();
  check_one_effect();
  check_replaced(child_role::lockout_timer);
}

CAF_TEST(a command outlives the enforcer that dies of it) {
  start_with_positions();
  faults.enforce.before = once<enforce_step>();
  lose();
  check_one_effect();
  check_replaced(child_role::enforcer);
}

CAF_TEST(a state keeper that dies after its answer has worked once) {
  start_with_positions();
  faults.fold.after = once<fold_input>();
  lose();
  check_one_effect();
  check_replaced(child_role::state_keeper);
}

CAF_TEST(a rule evaluator that dies after its answer has worked once) {
  start_with_positions();
  faults.judge.after = once<judge_step>();
  lose();
  check_one_effect();
  check_replaced(child_role::rule_evaluator);
}

CAF_TEST(a lockout timer that dies after its answer has locked once) {
  start_with_positions();
  faults.bind.after = once<bind_step>();
  lose();
  check_one_effect();
  check_replaced(child_role::lockout_timer);
}

CAF_TEST(an enforcer that dies after its answer has commanded once) {
  start_with_positions();
  faults.enforce.after = once<enforce_step>();
  lose();
  check_one_effect();
  check_replaced(child_role::enforcer);
}

CAF_TEST(two deaths of one event are one event still) {
  start_with_positions();
  int left = 2;
  faults.judge.before = [&left](account_id, const judge_step&) {
    if (left-- > 0)
      throw std::runtime_error("planted");
  };
  lose();
  CAF_CHECK(broker.commands().empty());
  advance(10ms);
  check_one_effect();
  CAF_CHECK_EQUAL(account(first).events_quarantined, 0u);
}

CAF_TEST(the other account is judged while a child is being replaced) {
  start_with_positions();
  faults.fold.before = once<fold_input>();
  broker.stream(first, trade_called("#1 -500 id7"));
  broker.stream(second, trade_called("#1 -500 id8"));
  settle();
  // No time has passed: the first account still waits for its child.
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(broker.last().account, second);
  CAF_CHECK(journal.all<lock_stored>(first).empty());
  advance(5ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close MNQ [003]");
  CAF_CHECK_EQUAL(broker.last().account, first);
}

CAF_TEST(answers of a child that was replaced are ignored) {
  start_with_positions();
  std::vector<step_ref> refs;
  faults.fold.before = [&refs](account_id account, const fold_input& step) {
    refs.push_back(step.ref);
    if (account == first && refs.size() == 1)
      throw std::runtime_error("planted");
  };
  broker.stream(first, trade_called("#1 -100 id7"));
  settle();
  CAF_REQUIRE_EQUAL(refs.size(), 1u);
  // What the dead child would have said arrives while nobody works, and once somebody does.
  auto forged = input_folded{};
  forged.ref = refs.front();
  forged.state = std::make_shared<const account_state>();
  forged.deltas.changed = true;
  acknowledge_late(first, forged);
  settle();
  CAF_CHECK(stored_kinds().empty());
  advance(5ms);
  CAF_REQUIRE_EQUAL(refs.size(), 2u);
  CAF_CHECK_EQUAL(refs[1].step, refs[0].step);
  CAF_CHECK_LESS(refs[0].epoch, refs[1].epoch);
  acknowledge_late(first, forged);
  acknowledge_late(first, child_failed{child_role::state_keeper, refs.front(), "late"});
  advance(200ms);
  CAF_CHECK_EQUAL(stored_kinds(), "T ");
  CAF_CHECK_EQUAL(account(first).realized, dollars(-100));
  CAF_CHECK_EQUAL(account(first).positions.size(), 1u);
}

CAF_TEST(orders of an enforcer that was replaced are ignored) {
  start_with_positions();
  std::vector<step_ref> refs;
  faults.enforce.before = [&refs](account_id, const enforce_step& step) {
    refs.push_back(step.ref);
    if (refs.size() == 1)
      throw std::runtime_error("planted");
  };
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_REQUIRE_EQUAL(refs.size(), 1u);
  auto forged = step_enforced{};
  forged.ref = refs.front();
  forged.orders.alerts.push_back({alert_code::blind, std::nullopt, "forged"});
  forged.desk = std::make_shared<const enforcement_desk>();
  acknowledge_late(first, forged);
  settle();
  CAF_CHECK(broker.commands().empty());
  advance(200ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(alerts(alert_code::blind), 0u);
}

// R-L-16: pauses double while nothing succeeds.
CAF_TEST(a child that dies again is replaced after twice the pause) {
  start_with_positions();
  int deaths = 0;
  faults.fold.before = [&deaths](account_id account, const fold_input&) {
    if (account == first && deaths < 2) {
      ++deaths;
      throw std::runtime_error("planted");
    }
  };
  broker.stream(first, trade_called("#1 -100 id7"));
  settle();
  CAF_CHECK_EQUAL(deaths, 1);
  advance(5ms - 1us);
  CAF_CHECK_EQUAL(deaths, 1);
  advance(1us);
  CAF_CHECK_EQUAL(deaths, 2);
  advance(10ms - 1us);
  CAF_CHECK(stored_kinds().empty());
  advance(1us);
  CAF_CHECK_EQUAL(stored_kinds(), "T ");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_restart
