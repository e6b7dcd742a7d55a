#define CAF_SUITE domain.locks

#include "domain/locks.hpp"

#include <caf/test/unit_test.hpp>

#include <optional>
#include <string>

namespace domain_locks {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

const auto noon = *parse_time("2026-03-03T12:00:00Z");
const auto mnq = contract_id{"CON.F.US.MNQ.H26"};
const auto es = contract_id{"CON.F.US.EP.H26"};

lock cooldown(rule_id rule, std::optional<time_point> until,
              lock_policy policy = lock_policy::flatten) {
  lock out;
  out.rule = rule;
  out.kind = lock_kind::cooldown;
  out.policy = policy;
  out.created = noon;
  out.until = until;
  out.cause = breach_id{1};
  out.day = *parse_date("2026-03-03");
  return out;
}

lock keeping(rule_id rule, side held, std::int64_t size) {
  auto out = cooldown(rule, noon + 1h, lock_policy::keep);
  out.baseline[mnq] = {held, quantity{size}};
  return out;
}

constexpr auto r006 = rule_id::trade_frequency_limit;
constexpr auto r007 = rule_id::cooldown_after_loss;

/// What the keep lock of `rule` still allows in `contract`, for example `buy 2`.
std::string baseline(const lock_set& locks, rule_id rule, const contract_id& contract) {
  const auto* found = locks.find(rule);
  if (!found)
    return "no lock";
  const auto base = found->baseline.find(contract);
  return base == found->baseline.end()
           ? "none"
           : std::string{to_string(base->second.held)} + " " + to_string(base->second.size);
}

} // namespace

// R-L-1
CAF_TEST(a first request engages the lock as wanted) {
  lock_set locks;
  const auto wanted = cooldown(r007, noon + 5min);
  CAF_CHECK(locks.engage(wanted) == lock_change::engaged);
  CAF_REQUIRE(locks.find(r007) != nullptr);
  CAF_CHECK(*locks.find(r007) == wanted);
  CAF_CHECK(!locks.empty());
}

// R-L-2
CAF_TEST(rules never overwrite each other) {
  lock_set locks;
  CAF_CHECK(locks.engage(cooldown(r007, noon + 5min)) == lock_change::engaged);
  CAF_CHECK(locks.engage(cooldown(r006, noon + 1min)) == lock_change::engaged);
  CAF_CHECK(locks.engage(cooldown(rule_id::system_state, std::nullopt)) == lock_change::engaged);
  CAF_CHECK(locks.find(r006)->until == noon + 1min);
  CAF_CHECK(locks.find(r007)->until == noon + 5min);
  CAF_REQUIRE_EQUAL(locks.all().size(), 3u);
  CAF_CHECK(locks.all()[0].rule == r006);
  CAF_CHECK(locks.all()[1].rule == r007);
  CAF_CHECK(locks.all()[2].rule == rule_id::system_state);
}

CAF_TEST(releasing one lock leaves the others) {
  lock_set locks;
  locks.engage(cooldown(r006, noon + 1min));
  locks.engage(cooldown(r007, noon + 5min));
  const auto released = locks.release(r006);
  CAF_REQUIRE(released.has_value());
  CAF_CHECK(*released == cooldown(r006, noon + 1min));
  CAF_CHECK(locks.find(r006) == nullptr);
  CAF_CHECK(locks.find(r007) != nullptr);
  CAF_CHECK(!locks.release(r006).has_value());
  CAF_CHECK(!locks.release(rule_id::daily_realized_loss).has_value());
  CAF_CHECK_EQUAL(locks.all().size(), 1u);
}

// R-L-3
CAF_TEST(a later end extends) {
  lock_set locks;
  locks.engage(cooldown(r007, noon + 5min));
  CAF_CHECK(locks.engage(cooldown(r007, noon + 5min + 1us)) == lock_change::extended);
  CAF_CHECK(locks.find(r007)->until == noon + 5min + 1us);
}

CAF_TEST(an end that is no later changes nothing) {
  lock_set locks;
  locks.engage(cooldown(r007, noon + 5min));
  const auto before = locks;
  CAF_CHECK(locks.engage(cooldown(r007, noon + 5min)) == lock_change::unchanged);
  CAF_CHECK(locks.engage(cooldown(r007, noon + 5min - 1us)) == lock_change::unchanged);
  CAF_CHECK(locks.engage(cooldown(r007, noon - 1h)) == lock_change::unchanged);
  CAF_CHECK(locks == before);
}

CAF_TEST(an open end counts as latest) {
  lock_set locks;
  locks.engage(cooldown(r007, noon + 5min));
  CAF_CHECK(locks.engage(cooldown(r007, std::nullopt)) == lock_change::extended);
  CAF_CHECK(!locks.find(r007)->until.has_value());
  CAF_CHECK(locks.engage(cooldown(r007, noon + 24h)) == lock_change::unchanged);
  CAF_CHECK(!locks.find(r007)->until.has_value());
  CAF_CHECK(locks.engage(cooldown(r007, std::nullopt)) == lock_change::unchanged);
}

CAF_TEST(what made the lock stays what it was when it is extended) {
  lock_set locks;
  locks.engage(cooldown(r007, noon + 5min));
  auto again = cooldown(r007, noon + 15min);
  again.created = noon + 1min;
  again.cause = breach_id{2};
  again.kind = lock_kind::hard;
  locks.engage(again);
  CAF_CHECK(locks.find(r007)->created == noon);
  CAF_CHECK(locks.find(r007)->cause == breach_id{1});
  CAF_CHECK(locks.find(r007)->kind == lock_kind::cooldown);
}

CAF_TEST(flatten replaces keep) {
  lock_set locks;
  locks.engage(keeping(r006, side::buy, 2));
  CAF_CHECK(!locks.demands_flat());
  CAF_CHECK(locks.engage(cooldown(r006, noon + 1min)) == lock_change::tightened);
  CAF_CHECK(locks.find(r006)->policy == lock_policy::flatten);
  CAF_CHECK(locks.find(r006)->until == noon + 1h);
  CAF_CHECK(locks.demands_flat());
}

CAF_TEST(flatten with a later end tightens beside extending) {
  lock_set locks;
  locks.engage(keeping(r006, side::buy, 2));
  CAF_CHECK(locks.engage(cooldown(r006, noon + 2h)) == lock_change::extended);
  CAF_CHECK(locks.find(r006)->policy == lock_policy::flatten);
  CAF_CHECK(locks.find(r006)->until == noon + 2h);
}

CAF_TEST(keep never replaces flatten) {
  lock_set locks;
  locks.engage(cooldown(r006, noon + 1min));
  CAF_CHECK(locks.engage(keeping(r006, side::buy, 2)) == lock_change::extended);
  CAF_CHECK(locks.find(r006)->policy == lock_policy::flatten);
  CAF_CHECK(locks.find(r006)->until == noon + 1h);
}

CAF_TEST(an extension leaves the baseline) {
  lock_set locks;
  locks.engage(keeping(r006, side::buy, 2));
  auto wider = keeping(r006, side::buy, 9);
  wider.until = noon + 3h;
  CAF_CHECK(locks.engage(wider) == lock_change::extended);
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "buy 2");
}

// R-L-9
CAF_TEST(a baseline follows the position down but never up) {
  lock_set locks;
  locks.engage(keeping(r006, side::sell, 3));
  locks.shrink_baselines(mnq, side::sell, quantity{2});
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "sell 2");
  locks.shrink_baselines(mnq, side::sell, quantity{5});
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "sell 2");
  locks.shrink_baselines(es, side::sell, quantity{1});
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "sell 2");
}

CAF_TEST(flat ends the baseline for good) {
  lock_set locks;
  locks.engage(keeping(r006, side::buy, 3));
  locks.shrink_baselines(mnq, side::buy, quantity{});
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "none");
  locks.shrink_baselines(mnq, side::buy, quantity{3});
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "none");
}

CAF_TEST(the other side ends the baseline) {
  lock_set locks;
  locks.engage(keeping(r006, side::buy, 3));
  locks.shrink_baselines(mnq, side::sell, quantity{1});
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "none");
}

CAF_TEST(a new instance ends the baseline of its contract only) {
  lock_set locks;
  auto both = keeping(r006, side::buy, 3);
  both.baseline[es] = {side::sell, quantity{1}};
  locks.engage(both);
  locks.drop_baselines(mnq);
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "none");
  CAF_CHECK_EQUAL(baseline(locks, r006, es), "sell 1");
}

// R-Y-33
CAF_TEST(two keep locks have baselines of their own) {
  lock_set locks;
  locks.engage(keeping(r006, side::buy, 3));
  locks.shrink_baselines(mnq, side::buy, quantity{2});
  locks.engage(keeping(r007, side::buy, 1));
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "buy 2");
  CAF_CHECK_EQUAL(baseline(locks, r007, mnq), "buy 1");
  locks.drop_baselines(mnq);
  CAF_CHECK_EQUAL(baseline(locks, r006, mnq), "none");
  CAF_CHECK_EQUAL(baseline(locks, r007, mnq), "none");
}

CAF_TEST(one flatten lock among keep locks demands flat) {
  lock_set locks;
  CAF_CHECK(!locks.demands_flat());
  locks.engage(keeping(r006, side::buy, 3));
  CAF_CHECK(!locks.demands_flat());
  locks.engage(cooldown(r007, noon + 1min));
  CAF_CHECK(locks.demands_flat());
  locks.release(r007);
  CAF_CHECK(!locks.demands_flat());
}

CAF_TEST(the next end is the earliest of those that have one) {
  lock_set locks;
  CAF_CHECK(!locks.next_end().has_value());
  locks.engage(cooldown(rule_id::auth_loss_guard, std::nullopt));
  CAF_CHECK(!locks.next_end().has_value());
  locks.engage(cooldown(r007, noon + 5min));
  locks.engage(cooldown(r006, noon + 1min));
  CAF_CHECK(locks.next_end() == noon + 1min);
  locks.release(r006);
  CAF_CHECK(locks.next_end() == noon + 5min);
}

} // namespace domain_locks
