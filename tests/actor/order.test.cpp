#define CAF_SUITE actor.order

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace actor_order {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};
const account_id second{2};

struct fixture : deterministic_daemon {
  /// What rule evaluators were asked to judge, as `1:L2`.
  std::vector<std::string> judged;

  void start_two() {
    guard(first, "003 {limit: -500, include_unrealized: false}; reset.time: 09:10");
    guard(second, "003 {limit: -500, include_unrealized: false}; reset.time: 09:10");
    start();
    faults.judge.before = [this](account_id, const judge_step& step) {
      const auto* held = step.state->positions->find(contract_called("MNQ").id);
      judged.push_back(to_string(step.state->id) + ":" + (held ? to_string(held->size) : "0"));
    };
  }

  /// Sizes of the position rows that the journal keeps of an account.
  [[nodiscard]] std::string stored_sizes(account_id account) const {
    std::string out;
    for (const auto& each : journal.all<stored_event>(account))
      if (const auto* row = std::get_if<position_row>(&each.payload))
        out += to_string(row->size);
    return out;
  }

  /// Position of the first batch of the account that has such an entry.
  template <class Entry>
  [[nodiscard]] std::ptrdiff_t place_of(account_id account) const {
    const auto found = std::find_if(
      journal.batches.begin(), journal.batches.end(), [account](const journal_batch& batch) {
        return batch.account == account
               && std::any_of(batch.entries.begin(), batch.entries.end(),
                              [](const auto& x) { return std::holds_alternative<Entry>(x); });
      });
    return found - journal.batches.begin();
  }

  [[nodiscard]] time_point boundary() const {
    return start_time() + 10min;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(order_tests, fixture)

CAF_TEST(events of one account take effect in the order received) {
  start_two();
  for (const auto* row : {"MNQ L1@21000 id1 ct0", "MNQ L3@21000 id1 ct0", "MNQ L2@21000 id1 ct0",
                          "MNQ L4@21000 id1 ct0"})
    broker.stream(first, position_called(row));
  settle();
  CAF_CHECK_EQUAL(stored_sizes(first), "1324");
  CAF_CHECK_EQUAL(judged, (std::vector<std::string>{"1:1", "1:3", "1:2", "1:4"}));
  std::vector<std::uint64_t> sequences;
  for (const auto& each : journal.all<stored_event>(first))
    sequences.push_back(each.sequence);
  CAF_CHECK(std::is_sorted(sequences.begin(), sequences.end()));
}

CAF_TEST(interleaved events of two accounts keep to themselves) {
  start_two();
  for (int size = 1; size <= 5; ++size) {
    auto row = position_called("MNQ L1@21000 id1 ct0");
    row.size = quantity{size};
    broker.stream(first, row);
    row.size = quantity{10 - size};
    broker.stream(second, row);
  }
  broker.stream(first, trade_called("#1 -500 id1"));
  settle();
  CAF_CHECK_EQUAL(stored_sizes(first), "12345");
  CAF_CHECK_EQUAL(stored_sizes(second), "98765");
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(broker.last().account, first);
  advance(1s);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
  CAF_CHECK(account(second).locks.empty());
  CAF_CHECK_EQUAL(account(second).realized, money{});
}

// R-T-4
CAF_TEST(a timer due before an event fires before it) {
  start_two();
  broker.stream(first, trade_called("#1 -300 id1"));
  advance(10min - 1s);
  // Received after the boundary and handled before its timer could fire.
  auto trade = trade_called("#2 -300 id2");
  trade.created = boundary() + 1ms;
  broker.report(account_event{first, trade}, {boundary() + 2ms, clock.now().monotonic + 1s + 2ms});
  settle();
  const auto days = journal.all<day_started>(first);
  CAF_REQUIRE_EQUAL(days.size(), 1u);
  CAF_CHECK_EQUAL(days.front().previous_realized, dollars(-300));
  CAF_CHECK(journal.all<lock_stored>(first).empty());
  const auto trades = journal.all<stored_event>(first);
  CAF_CHECK_EQUAL(trades.back().received, boundary() + 2ms);
  advance(2s);
  CAF_CHECK_EQUAL(account(first).realized, dollars(-300));
  CAF_CHECK_EQUAL(journal.all<day_started>(second).size(), 1u);
}

// R-T-4
CAF_TEST(an event received before the boundary is judged in the day that ends) {
  start_two();
  broker.stream(first, trade_called("#1 -300 id1"));
  advance(10min - 1s);
  const auto received = clock_reading{boundary() - 1ms, clock.now().monotonic + 999ms};
  auto trade = trade_called("#2 -300 id2");
  trade.created = boundary() - 2ms;
  // The clock passes the boundary while the event still waits to be handled.
  clock.pass(1s + 1ms);
  broker.report(account_event{first, trade}, received);
  settle();
  const auto engaged = journal.all<lock_stored>(first);
  CAF_REQUIRE_EQUAL(engaged.size(), 1u);
  CAF_CHECK_EQUAL(engaged.front().what.created, boundary() - 1ms);
  const auto ended = journal.all<lock_ended>(first);
  CAF_REQUIRE_EQUAL(ended.size(), 1u);
  CAF_CHECK_EQUAL(ended.front().at, boundary());
  CAF_CHECK_LESS(place_of<lock_stored>(first), place_of<day_started>(first));
  const auto days = journal.all<day_started>(first);
  CAF_CHECK_EQUAL(days.front().previous_realized, dollars(-600));
}

// DESIGN 3, R-X-4: quotes are conflated, nothing else is.
CAF_TEST(quotes that wait are merged into the latest) {
  start_two();
  broker.stream(first, position_called("MNQ L1@21000 id1 ct0"));
  settle();
  std::vector<std::string> folded;
  int deaths = 1;
  faults.fold.before = [&](account_id, const fold_input& step) {
    if (const auto* quote = std::get_if<quote_input>(&step.input))
      folded.push_back(to_string(*quote->merged.last));
    else if (deaths-- > 0)
      throw std::runtime_error("planted");
    else
      folded.emplace_back("event");
  };
  // While the state keeper is being replaced everything waits.
  broker.stream(first, position_called("MNQ L2@21000 id1 ct0"));
  broker.report(quote_called("MNQ 21001"));
  broker.report(quote_called("MNQ 21002"));
  broker.stream(first, trade_called("#1 -1 id1"));
  broker.report(quote_called("MNQ 21003"));
  settle();
  CAF_CHECK(folded.empty());
  advance(5ms);
  CAF_CHECK_EQUAL(folded, (std::vector<std::string>{"event", "21003", "event"}));
}

CAF_TEST(quotes reach only the account that holds the contract) {
  start_two();
  broker.stream(first, position_called("MNQ L1@21000 id1 ct0"));
  settle();
  std::vector<std::string> folded;
  faults.fold.before = [&](account_id account, const fold_input& step) {
    if (std::holds_alternative<quote_input>(step.input))
      folded.push_back(to_string(account));
  };
  broker.report(quote_called("MNQ 21001"));
  broker.report(quote_called("ES 6000"));
  settle();
  CAF_CHECK_EQUAL(folded, std::vector<std::string>{"1"});
  CAF_CHECK_EQUAL(broker.watched.size(), 1u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_order
