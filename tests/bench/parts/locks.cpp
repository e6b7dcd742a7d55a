// The locks of one account: how one comes to bind, is found, and ends.

#include "domain/binding.hpp"
#include "domain/lock_clock.hpp"
#include "tests/bench/parts/parts.hpp"
#include "tests/bench/parts/sample_account.hpp"

#include <array>
#include <chrono>

namespace riskd::bench {

namespace {

using namespace domain;
using namespace std::chrono_literals;

/// Every rule that locks an account until a time, and the system's own causes.
constexpr auto locking = std::to_array(
  {rule_id::system_state, rule_id::daily_realized_loss, rule_id::daily_realized_profit,
   rule_id::session_block_outside, rule_id::cooldown_after_loss, rule_id::trade_frequency_limit,
   rule_id::auth_loss_guard, rule_id::system_supervision});

constexpr clock_reading locked_at{
  time_point{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3}}, 1h};

constexpr clock_reading over_at{locked_at.wall + 30min, locked_at.monotonic + 30min};

lock lock_of(rule_id rule) {
  lock wanted;
  wanted.rule = rule;
  wanted.kind = lock_kind::cooldown;
  wanted.policy = lock_policy::flatten;
  wanted.created = locked_at.wall;
  wanted.until = over_at.wall;
  return wanted;
}

std::vector<lock> all_wanted() {
  std::vector<lock> wanted;
  for (const auto rule : locking)
    wanted.push_back(lock_of(rule));
  return wanted;
}

lock_set all_engaged() {
  lock_set locks;
  for (const auto& each : all_wanted())
    locks.engage(each);
  return locks;
}

/// One iteration is one lock, into a set that grows from none to all of them.
void insert(benchmark::State& state) {
  const auto wanted = all_wanted();
  while (state.KeepRunningBatch(locking.size())) {
    lock_set locks;
    for (const auto& each : wanted)
      if (locks.engage(each) != lock_change::engaged)
        return state.SkipWithError("a lock does not bind");
    benchmark::DoNotOptimize(locks);
  }
}

/// One iteration is one look at a set of all of them.
void look_up(benchmark::State& state) {
  const auto locks = all_engaged();
  while (state.KeepRunningBatch(locking.size()))
    for (const auto rule : locking)
      if (locks.find(rule) == nullptr)
        return state.SkipWithError("a lock is not found");
}

/// One iteration is one lock, of all that come to their end at once, on both clocks.
void expire(benchmark::State& state) {
  standing current;
  current.locks = all_engaged();
  lock_clock clock;
  clock.follow(current.locks, locked_at);
  while (state.KeepRunningBatch(locking.size())) {
    const auto change = release_locks(current, over_at.wall,
                                      [&](const lock& x) { return clock.is_over(x, over_at); });
    if (!change.next.locks.empty() || change.records.size() != locking.size())
      return state.SkipWithError("a lock does not end");
  }
}

} // namespace

void add_locks() {
  add("locks/insert", insert);
  add("locks/look_up", look_up);
  add("locks/expire", expire);
}

} // namespace riskd::bench
