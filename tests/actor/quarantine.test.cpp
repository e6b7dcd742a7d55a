#define CAF_SUITE actor.quarantine

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <limits>
#include <set>
#include <stdexcept>
#include <string>

namespace actor_quarantine {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};
const account_id second{2};

struct fixture : deterministic_daemon {
  /// Trades that kill whoever folds them, every time.
  std::set<std::int64_t> poison;
  /// Deaths so far.
  int deaths = 0;

  void start_two(std::string_view rules,
                 safe_mode_policy safe_mode = safe_mode_policy::close_only) {
    guard(first, rules).safe_mode = safe_mode;
    guard(second, rules);
    start();
    advance(1s);
    CAF_REQUIRE_EQUAL(account(first).state, protection::protected_);
    broker.forget();
    faults.fold.before = [this](account_id, const fold_input& step) {
      const auto* event = std::get_if<payload_input>(&step.input);
      const auto* trade = event ? std::get_if<trade_row>(&event->payload) : nullptr;
      if (trade && poison.contains(trade->id.value())) {
        ++deaths;
        throw std::runtime_error("planted");
      }
    };
  }

  void start_with_loss_rule(safe_mode_policy safe_mode = safe_mode_policy::close_only) {
    start_two("003 {limit: -500, include_unrealized: false}", safe_mode);
  }

  /// A trade that only the stream knows, so that no snapshot repeats it.
  void claim_trade(std::int64_t id, const char* amount) {
    auto row = trade_called("#- " + std::string{amount});
    row.id = trade_id{id};
    broker.claim(first, row);
  }

  /// A position of as many contracts as can be counted.
  [[nodiscard]] static position_row endless(std::string_view contract) {
    auto row = position_called("MNQ L1@21000 id1 ct0");
    row.contract = contract_called(contract).id;
    row.size = quantity{std::numeric_limits<std::int64_t>::max()};
    return row;
  }

  /// The trade kills three times, with pauses of 5, 10 and 20 ms.
  void claim_poison(std::int64_t id) {
    poison.insert(id);
    claim_trade(id, "-1");
    settle();
    advance(35ms);
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(quarantine_tests, fixture)

// R-F-19
CAF_TEST(an event that always kills is set aside at the third death) {
  start_with_loss_rule();
  poison.insert(7);
  claim_trade(7, "-1");
  claim_trade(8, "-2");
  settle();
  advance(5ms);
  CAF_CHECK_EQUAL(deaths, 2);
  CAF_CHECK_EQUAL(account(first).events_quarantined, 0u);
  advance(10ms);
  CAF_CHECK_EQUAL(deaths, 3);
  // The state keeper comes back for what waits behind it.
  advance(20ms);
  advance(200ms);
  CAF_CHECK_EQUAL(deaths, 3);
  CAF_CHECK_EQUAL(account(first).realized, dollars(-2));
  CAF_CHECK_EQUAL(account(first).events_quarantined, 1u);
  CAF_CHECK_EQUAL(alerts(first, alert_code::event_quarantined), 1u);
  CAF_CHECK_EQUAL(alerts(first, alert_code::safe_mode_entered), 1u);
  CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
  CAF_CHECK_EQUAL(account(first).safe.has_value(), true);
  CAF_CHECK_EQUAL(alerts(first, alert_code::supervision_exhausted), 0u);
  CAF_CHECK(account(first).locks.empty());
}

CAF_TEST(safe mode of one account leaves the other protected) {
  start_with_loss_rule();
  claim_poison(7);
  broker.stream(second, trade_called("#1 -1 id1"));
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
  CAF_CHECK_EQUAL(account(second).state, protection::protected_);
  CAF_CHECK_EQUAL(account(second).realized, dollars(-1));
  CAF_CHECK(status.latest()->phase != daemon_phase::ready);
}

// R-F-19: close_only keeps what was held at its entry.
CAF_TEST(safe mode takes back what is added after the event was set aside) {
  start_with_loss_rule();
  broker.stream(first, position_called("MNQ L2@21000 id1 ct0"));
  claim_poison(7);
  CAF_CHECK(broker.commands().empty());
  broker.stream(first, position_called("MNQ L3@21000 id1 ct0"));
  broker.stream(first, position_called("ES S1@6000 id2 ct0"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 1 [SYS-SAFE]; close ES [SYS-SAFE]");
  const auto safe = journal.restored_from_intents(first).binding.safe;
  CAF_REQUIRE(safe.has_value());
  CAF_CHECK_EQUAL(safe->baseline.size(), 1u);
}

// R-F-19
CAF_TEST(rules are judged in safe mode) {
  start_with_loss_rule();
  broker.stream(first, position_called("MNQ L2@21000 id1 ct0"));
  claim_poison(7);
  claim_trade(8, "-500");
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-F-19
CAF_TEST(safe mode ends a minute after the last failure) {
  start_with_loss_rule();
  claim_poison(7);
  advance(59s);
  CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
  // The next comparison finds that a minute has passed.
  advance(6s + 200ms);
  CAF_CHECK_EQUAL(alerts(first, alert_code::safe_mode_left), 1u);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
  CAF_CHECK(!account(first).safe);
  CAF_CHECK(!journal.restored(first).binding.safe);
}

// R-F-19
CAF_TEST(safe mode that is entered again soon is held until the reset) {
  start_with_loss_rule();
  claim_poison(7);
  advance(66s);
  CAF_CHECK(!account(first).safe);
  advance(9min + 30s);
  claim_poison(8);
  advance(200ms);
  const auto reset = account(first).day->end;
  CAF_REQUIRE(account(first).safe.has_value());
  CAF_CHECK(account(first).safe->held_until == reset);
  CAF_CHECK(journal.restored_from_intents(first).binding.safe->held_until == reset);
  advance(reset - clock.now().wall - 1s);
  CAF_CHECK(account(first).safe.has_value());
  advance(12s);
  CAF_CHECK(!account(first).safe);
  // Long after the last one it ends as usual.
  advance(10min);
  claim_poison(9);
  advance(200ms);
  CAF_REQUIRE(account(first).safe.has_value());
  CAF_CHECK(!account(first).safe->held_until.has_value());
}

CAF_TEST(safe mode stays while the broker gives no answers) {
  start_with_loss_rule();
  broker.answering = fake_broker::manner::failing;
  claim_poison(7);
  advance(90s);
  CAF_CHECK(account(first).safe.has_value());
  broker.answering = fake_broker::manner::at_once;
  advance(11s);
  CAF_CHECK(!account(first).safe);
}

// R-L-16: the deaths that end in one quarantine are one incident.
CAF_TEST(three events set aside within a minute are within the budget) {
  start_with_loss_rule();
  claim_poison(7);
  claim_poison(8);
  claim_poison(9);
  advance(200ms);
  CAF_CHECK_EQUAL(deaths, 9);
  CAF_CHECK_EQUAL(account(first).events_quarantined, 3u);
  CAF_CHECK(account(first).locks.empty());
}

// R-L-16
CAF_TEST(everything is closed at the fourth incident within a minute) {
  start_with_loss_rule(safe_mode_policy::alert);
  broker.stream(first, position_called("MNQ L2@21000 id1 ct0"));
  broker.stream(first, order_called("#11 ES buy limit n1 @5900 st1"));
  claim_poison(7);
  claim_poison(8);
  claim_poison(9);
  CAF_CHECK(broker.commands().empty());
  poison.insert(10);
  claim_trade(10, "-1");
  settle();
  // At once, by the supervisor itself: there is nobody to plan.
  CAF_CHECK_EQUAL(broker.commands(), "cancel #11 [SYS-SUPERVISION]; close MNQ [SYS-SUPERVISION]");
  for (const auto& each : broker.submitted)
    CAF_CHECK_EQUAL(each.account, first);
  const auto engaged = journal.all<lock_stored>(first);
  CAF_REQUIRE_EQUAL(engaged.size(), 1u);
  CAF_CHECK_EQUAL(engaged.front().what.rule, rule_id::system_supervision);
  CAF_CHECK(engaged.front().what.policy == lock_policy::flatten);
  CAF_CHECK_EQUAL(journal.restored_from_intents(first).binding.locks.all().size(), 1u);
  advance(200ms);
  CAF_CHECK_EQUAL(alerts(first, alert_code::supervision_exhausted), 1u);
  CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
  CAF_CHECK_EQUAL(account(second).state, protection::protected_);
  const auto day = account(first).day;
  CAF_CHECK(account(first).locks.front().until == day->end);
}

// R-L-16
CAF_TEST(four incidents that are spread over more than a minute are borne) {
  start_with_loss_rule();
  claim_poison(7);
  claim_poison(8);
  claim_poison(9);
  advance(61s);
  claim_poison(10);
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).events_quarantined, 4u);
  CAF_CHECK(account(first).locks.empty());
}

// R-L-16
CAF_TEST(beyond the budget children are tried again every five seconds) {
  start_with_loss_rule();
  broker.stream(first, position_called("MNQ L2@21000 id1 ct0"));
  for (const auto id : {7, 8, 9})
    claim_poison(id);
  poison.insert(10);
  claim_trade(10, "-1");
  claim_trade(11, "-2");
  settle();
  CAF_CHECK_EQUAL(deaths, 10);
  advance(5s - 1us);
  CAF_CHECK_EQUAL(deaths, 10);
  advance(1us);
  CAF_CHECK_EQUAL(deaths, 11);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [SYS-SUPERVISION]; close MNQ [SYS-SUPERVISION]");
  advance(5s);
  CAF_CHECK_EQUAL(deaths, 12);
  advance(5s + 200ms);
  // The event is set aside like any other, and what waited behind it is counted.
  CAF_CHECK_EQUAL(deaths, 12);
  CAF_CHECK_EQUAL(account(first).realized, dollars(-2));
}

CAF_TEST(an account without supervision goes on being enforced by its new children) {
  start_with_loss_rule();
  for (const auto id : {7, 8, 9, 10})
    claim_poison(id);
  advance(16s);
  broker.forget();
  broker.stream(first, position_called("MNQ L2@21000 id1 ct0"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [SYS-SUPERVISION]");
}

// A sum that does not fit into 64 bits is an exception of the ledger itself.
CAF_TEST(trades whose sum overflows are set aside by the real state keeper) {
  start_with_loss_rule();
  broker.stream(first, position_called("MNQ L2@21000 id1 ct0"));
  auto huge = trade_called("#1 1 id7");
  huge.profit_and_loss = money{std::numeric_limits<std::int64_t>::max()};
  broker.claim(first, huge);
  claim_trade(8, "1");
  claim_trade(9, "-20");
  settle();
  advance(35ms);
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).events_quarantined, 1u);
  CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
  const auto expected = money{std::numeric_limits<std::int64_t>::max()} - dollars(20);
  CAF_CHECK_EQUAL(account(first).realized, expected);
  CAF_CHECK(broker.commands().empty());
}

// R-X-5: a rule that throws fails alone; R-F-19: three failures at one event are safe mode.
CAF_TEST(a rule whose count overflows fails alone) {
  start_two("001 {limit: 5, count_type: gross}; 003 {limit: -500, include_unrealized: false}");
  broker.stream(first, position_called("MNQ L1@21000 id1 ct0"));
  broker.claim(first, endless("ES"));
  claim_trade(8, "-500");
  settle();
  advance(200ms);
  CAF_CHECK_EQUAL(alerts(first, alert_code::rule_failed), 1u);
  CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
  CAF_CHECK_EQUAL(account(first).events_quarantined, 0u);
  CAF_CHECK_EQUAL(broker.commands(), "close ES [003]; close MNQ [003]");
}

// What the real enforcer cannot plan is closed without it (R-L-16).
CAF_TEST(an account whose plan overflows is closed without planning) {
  start_two("001 {limit: 5, count_type: gross}");
  broker.claim(first, endless("MNQ"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "reduce MNQ 9223372036854775802 [001]");
  broker.forget();
  broker.claim(first, endless("ES"));
  settle();
  advance(1s);
  CAF_CHECK_EQUAL(alerts(first, alert_code::event_quarantined), 3u);
  CAF_CHECK_EQUAL(alerts(first, alert_code::supervision_exhausted), 1u);
  CAF_CHECK_EQUAL(broker.commands(), "close ES [SYS-SUPERVISION]; close MNQ [SYS-SUPERVISION]");
  CAF_CHECK_EQUAL(account(second).state, protection::protected_);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_quarantine
