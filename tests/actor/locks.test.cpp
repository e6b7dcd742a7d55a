#define CAF_SUITE actor.locks

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace actor_locks {

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

  void start_holding() {
    broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
    start();
    advance(1s);
    CAF_REQUIRE_EQUAL(account(first).state, protection::protected_);
    broker.forget();
  }

  /// Reaches the loss limit and lets the broker do what is asked for.
  void lock_and_close() {
    start_holding();
    broker.stream(first, trade_called("#1 -500 id7"));
    settle();
    CAF_REQUIRE_EQUAL(broker.commands(), "close MNQ [003]");
    broker.carry_out(broker.last());
    broker.reply(broker.last(), call_outcome::accepted);
    advance(3s);
    CAF_REQUIRE(account(first).enforcement.verified_flat.has_value());
    broker.forget();
  }

  /// The trader opens a position, and the account is locked: it is closed again.
  void check_locked() {
    broker.forget();
    broker.stream(first, position_called("ES S1@6000 id9 ct60"));
    settle();
    CAF_CHECK_EQUAL(broker.commands(), "close ES [003]");
    broker.carry_out(broker.last());
    broker.reply(broker.last(), call_outcome::accepted);
    settle();
    broker.forget();
  }

  void check_free() {
    broker.forget();
    broker.stream(first, position_called("ES S1@6000 id10 ct600"));
    settle();
    CAF_CHECK_EQUAL(broker.commands(), "");
  }

  /// The wall clock's time when the lock ended.
  [[nodiscard]] time_point released_at() const {
    const auto ended = journal.all<lock_ended>(first);
    return ended.empty() ? time_point{} : ended.front().at;
  }

  [[nodiscard]] std::size_t releases() const {
    return journal.all<lock_ended>(first).size();
  }

  [[nodiscard]] time_point boundary() const {
    return start_time() + 10min;
  }

  /// Lets the rest until a wall-clock instant pass.
  void advance_to(time_point instant) {
    advance(instant - clock.now().wall);
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(lock_tests, fixture)

// R-F-9: the record reaches the operating system before the first command leaves.
CAF_TEST(commands wait until their lock is written) {
  start_holding();
  journal.acknowledging = recording_journal::manner::nothing;
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_REQUIRE_EQUAL(journal.intents.size(), 1u);
  CAF_CHECK(std::holds_alternative<breach_opened>(journal.intents.front().entries.front()));
  CAF_CHECK(std::holds_alternative<lock_stored>(journal.intents.front().entries.back()));
  CAF_CHECK_EQUAL(broker.commands(), "");
  journal.acknowledge_written();
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  advance(10ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  advance(2s);
  CAF_CHECK_EQUAL(alerts(first, alert_code::persist_late), 0u);
}

// R-F-9: whoever writes the lock and sends its command is awake by the time that they come.
CAF_TEST(a lock is announced before it is written) {
  start_holding();
  journal.acknowledging = recording_journal::manner::nothing;
  broker.stream(first, trade_called("#1 -100 id7"));
  settle();
  CAF_CHECK(journal.announced.empty());
  CAF_CHECK(broker.announced.empty());
  broker.stream(first, trade_called("#2 -400 id8"));
  settle();
  CAF_REQUIRE_EQUAL(journal.intents.size(), 1u);
  CAF_CHECK((journal.announced == std::vector<std::size_t>{0}));
  CAF_CHECK((broker.announced == std::vector<std::size_t>{0}));
  CAF_CHECK_EQUAL(broker.commands(), "");
  journal.acknowledge_written();
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
}

// R-F-9
CAF_TEST(commands wait no longer than two milliseconds) {
  start_holding();
  journal.acknowledging = recording_journal::manner::nothing;
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  advance(2ms - 1us);
  CAF_CHECK_EQUAL(broker.commands(), "");
  advance(1us);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  // Written after all: nothing leaves twice.
  journal.acknowledge_written();
  advance(2s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(alerts(first, alert_code::persist_late), 1u);
}

// R-F-9
CAF_TEST(events behind a lock wait with its commands) {
  start_holding();
  journal.acknowledging = recording_journal::manner::nothing;
  broker.stream(first, trade_called("#1 -500 id7"));
  broker.stream(first, position_called("ES S1@6000 id9 ct0"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "");
  advance(2ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]; close ES [003]");
}

// R-F-9: steps without a new lock wait for nothing.
CAF_TEST(commands of a lock that stands wait for nothing) {
  lock_and_close();
  journal.acknowledging = recording_journal::manner::nothing;
  check_locked();
}

// R-F-9: people are told after the sync.
CAF_TEST(people are told that the account is locked when the lock is on disk) {
  start_holding();
  journal.acknowledging = recording_journal::manner::writing;
  broker.stream(first, trade_called("#1 -500 id7"));
  advance(500ms);
  CAF_CHECK(account(first).locks.empty());
  journal.acknowledge_synced();
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
}

// R-F-9: a disk that never answers must not hide the lock for ever.
CAF_TEST(people are told in the end although the disk never answers) {
  start_holding();
  journal.acknowledging = recording_journal::manner::writing;
  broker.stream(first, trade_called("#1 -500 id7"));
  advance(2s);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
}

// R-P-3
CAF_TEST(a store that cannot be written is shown but stops nothing) {
  start_holding();
  journal.acknowledging = recording_journal::manner::nothing;
  journal.report(journal_failed{"disk full"});
  broker.stream(first, trade_called("#1 -500 id7"));
  advance(200ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(alerts(alert_code::store_failed), 1u);
  CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
  CAF_CHECK(!status.latest()->storage.writable);
  journal.report(journal_recovered{});
  advance(2s);
  CAF_CHECK(status.latest()->storage.writable);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
}

// R-L-4, R-T-6
CAF_TEST(a lock ends exactly at its boundary) {
  lock_and_close();
  check_locked();
  advance_to(boundary() - 1us);
  CAF_CHECK_EQUAL(releases(), 0u);
  check_locked();
  advance(1us);
  CAF_CHECK_EQUAL(releases(), 1u);
  CAF_CHECK(released_at() == boundary());
  check_free();
  advance(1s);
  CAF_CHECK(account(first).locks.empty());
  CAF_CHECK_EQUAL(account(first).realized, money{});
}

// R-T-6: the reset comes first, then the lock ends, once.
CAF_TEST(the reset is recorded before the lock that ends with it) {
  lock_and_close();
  const auto before = journal.batches.size();
  advance_to(boundary() + 1s);
  std::string order;
  for (auto each = journal.batches.begin() + static_cast<std::ptrdiff_t>(before);
       each != journal.batches.end(); ++each)
    for (const auto& entry : each->entries) {
      if (std::holds_alternative<day_started>(entry))
        order += "reset ";
      else if (std::holds_alternative<lock_ended>(entry))
        order += "unlock ";
    }
  CAF_CHECK_EQUAL(order, "reset unlock ");
}

// R-L-5
CAF_TEST(a supervisor that dies leaves its lock to its successor) {
  lock_and_close();
  const auto until = account(first).locks.front().until;
  kill_supervisor(first);
  advance(2s);
  CAF_CHECK_EQUAL(faults.made[child_role::state_keeper], 2);
  CAF_REQUIRE_EQUAL(account(first).locks.size(), 1u);
  CAF_CHECK(account(first).locks.front().until == until);
  CAF_CHECK_EQUAL(journal.all<lock_stored>(first).size(), 1u);
  check_locked();
  advance_to(boundary() - 1us);
  CAF_CHECK_EQUAL(releases(), 0u);
  advance(1us);
  CAF_CHECK(released_at() == boundary());
  check_free();
}

// R-L-11: the monotonic remainder survives the supervisor as well.
CAF_TEST(a step of the clock while the supervisor is dead ends no lock) {
  lock_and_close();
  kill_supervisor(first);
  settle();
  clock.step(15min);
  advance(2s);
  check_locked();
  CAF_CHECK_EQUAL(releases(), 0u);
}

// R-L-11, A-147
CAF_TEST(moving the clock forward ends no lock early) {
  lock_and_close();
  clock.step(1h);
  advance(3s);
  CAF_CHECK_EQUAL(alerts(alert_code::clock_skew), 1u);
  CAF_CHECK_EQUAL(releases(), 0u);
  CAF_CHECK_EQUAL(to_string(account(first).realized), "-500.00");
  check_locked();
  // Ten minutes after the start by the clock that never steps.
  advance(10min - clock.now().monotonic - 1us);
  CAF_CHECK_EQUAL(releases(), 0u);
  check_locked();
  advance(1us);
  CAF_CHECK_EQUAL(releases(), 1u);
  CAF_CHECK(released_at() == boundary());
  check_free();
}

// R-L-11, R-L-12: neither shortened nor made to last for ever.
CAF_TEST(moving the clock back shortens no lock) {
  lock_and_close();
  clock.step(-5min);
  advance(10min - clock.now().monotonic - 1us);
  CAF_CHECK_EQUAL(releases(), 0u);
  check_locked();
  advance(1us);
  CAF_CHECK(released_at() == boundary());
  check_free();
}

// R-L-13: what the journal kept binds from the start, and is enforced before the stream is open.
CAF_TEST(a lock outlives the daemon) {
  lock_and_close();
  const auto until = account(first).locks.front().until;
  kill();
  stored = {journal.restored(first)};
  // Opened while nobody watched, and the stream does not open yet.
  broker.enter(first, position_called("ES S1@6000 id9 ct60"));
  broker.opening = false;
  start();
  CAF_CHECK_EQUAL(broker.commands(), "close ES [003]");
  advance(1s);
  CAF_REQUIRE_EQUAL(account(first).locks.size(), 1u);
  CAF_CHECK(account(first).locks.front().until == until);
  broker.set_link(link::user_hub, true);
  broker.carry_out(broker.last());
  broker.reply(broker.last(), call_outcome::accepted);
  advance(5s);
  check_locked();
  advance_to(boundary() - 1us);
  CAF_CHECK_EQUAL(releases(), 0u);
  advance(1us);
  CAF_CHECK(released_at() == boundary());
  check_free();
}

// R-P-2, DESIGN 7: a kill before the group commit leaves only the intent file.
CAF_TEST(a lock outlives the daemon by its intent alone) {
  lock_and_close();
  kill();
  stored = {journal.restored_from_intents(first)};
  start();
  advance(1s);
  CAF_REQUIRE_EQUAL(account(first).locks.size(), 1u);
  check_locked();
}

// R-L-14: without any store the loss is derived again from the broker's trades.
CAF_TEST(a lock is derived from the trades of the day when nothing was kept) {
  lock_and_close();
  const auto until = account(first).locks.front().until;
  kill();
  stored.clear();
  start();
  advance(1s);
  CAF_REQUIRE_EQUAL(account(first).locks.size(), 1u);
  CAF_CHECK(account(first).locks.front().until == until);
  check_locked();
}

// A-38, R-L-13, R-T-8: what ended meanwhile is released with its record, and the reset that ended
// it is performed once.
CAF_TEST(a lock that ended while the daemon was down is released at the start) {
  lock_and_close();
  kill();
  stored = {journal.restored(first)};
  clock.pass(20min);
  start();
  advance(1s);
  CAF_CHECK_EQUAL(releases(), 1u);
  CAF_CHECK(journal.all<lock_ended>(first).front().reason == lock_end::reset);
  CAF_CHECK_EQUAL(journal.all<day_started>(first).size(), 1u);
  CAF_CHECK(account(first).locks.empty());
  check_free();
}

// R-T-8
CAF_TEST(the boundary that passed while the daemon was down is processed once) {
  start_holding();
  advance_to(boundary() + 1s);
  CAF_REQUIRE_EQUAL(journal.all<day_started>(first).size(), 1u);
  kill();
  stored = {journal.restored(first)};
  clock.pass(24h);
  start();
  const auto days = journal.all<day_started>(first);
  CAF_REQUIRE_EQUAL(days.size(), 2u);
  CAF_CHECK(days.back().boundary == boundary() + 24h);
  kill();
  stored = {journal.restored(first)};
  start();
  advance(1s);
  CAF_CHECK_EQUAL(journal.all<day_started>(first).size(), 2u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_locks
