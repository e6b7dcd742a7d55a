#define CAF_SUITE notify.account_watch

#include "domain/account_watch.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace notify_account_watch {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

const auto start = *parse_time("2026-03-03T15:00:00Z");

trading_day day_number(unsigned day) {
  const auto id = std::chrono::year{2026} / std::chrono::March / std::chrono::day{day};
  const auto begin = time_point{std::chrono::sys_days{id}};
  return {begin, begin + 24h, id};
}

struct fixture {
  fixture() {
    account.state = protection::protected_;
    account.day = day_number(3);
    rule_status loss;
    loss.rule = rule_id::daily_realized_loss;
    loss.enabled = true;
    loss.limit = measure{-money{5'000'000}};
    account.rules = {loss};
  }

  rule_status& rule() {
    return account.rules[0];
  }

  /// What is told once the limit is used to `percent`: warnings, then codes of notices.
  std::string at(int percent) {
    rule().utilisation_percent = percent;
    rule().observed = measure{money{-50'000LL * percent}};
    return look();
  }

  std::string look() {
    const auto found = watch.observe(account, start, {"50K-1", {}});
    for (const auto& each : found.announced) {
      std::erase_if(kept, [&](const limit_announced& x) { return x.rule == each.rule; });
      kept.push_back(each);
    }
    std::string out;
    for (const auto& each : found.warnings)
      out += (out.empty() ? "" : "; ") + each.detail;
    for (const auto& each : found.notices)
      out += (out.empty() ? "" : "; ") + each.code + " " + each.subject;
    return out;
  }

  void lock_until(time_point until, time_point created = start) {
    lock held;
    held.rule = rule_id::daily_realized_loss;
    held.created = created;
    held.until = until;
    account.locks = {held};
    rule().in_breach = true;
  }

  /// The daemon ended, and the next one has what was kept.
  void restart() {
    watch = account_watch{{50, 70, 85}, start, kept};
  }

  account_status account;
  account_watch watch{{50, 70, 85}, start};
  std::vector<limit_announced> kept;
};

std::string warning(const std::string& percent, const std::string& lost) {
  return "RULE-003 (daily realized loss) is at " + percent + " % of its limit: -" + lost
         + " of -500.00";
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(account_watch_tests, fixture)

// R-O-5
CAF_TEST(each step is told once) {
  CAF_CHECK_EQUAL(at(49), "");
  CAF_CHECK_EQUAL(at(50), warning("50", "250.00"));
  CAF_CHECK_EQUAL(at(69), "");
  CAF_CHECK_EQUAL(at(20), "");
  CAF_CHECK_EQUAL(at(50), "");
  CAF_CHECK_EQUAL(at(70), warning("70", "350.00"));
  CAF_CHECK_EQUAL(at(85), warning("85", "425.00"));
  CAF_CHECK_EQUAL(at(99), "");
}

CAF_TEST(a jump over several steps is told once) {
  CAF_CHECK_EQUAL(at(90), warning("90", "450.00"));
  CAF_CHECK_EQUAL(at(60), "");
  CAF_CHECK_EQUAL(at(75), "");
}

CAF_TEST(a new trading day tells the steps again) {
  CAF_CHECK_EQUAL(at(75), warning("75", "375.00"));
  account.day = day_number(4);
  CAF_CHECK_EQUAL(at(10), "");
  CAF_CHECK_EQUAL(at(55), warning("55", "275.00"));
}

// R-O-5
CAF_TEST(a restart repeats no step) {
  CAF_CHECK_EQUAL(at(50), warning("50", "250.00"));
  CAF_CHECK_EQUAL(at(72), warning("72", "360.00"));
  const auto today = day_number(3).id;
  CAF_CHECK((kept == std::vector{limit_announced{rule_id::daily_realized_loss, today, 70}}));
  restart();
  account.state = protection::starting;
  CAF_CHECK_EQUAL(at(72), "");
  account.state = protection::protected_;
  CAF_CHECK_EQUAL(at(72), "");
  CAF_CHECK_EQUAL(at(84), "");
  CAF_CHECK_EQUAL(at(85), warning("85", "425.00"));
  restart();
  CAF_CHECK_EQUAL(at(99), "");
}

CAF_TEST(what was told of an earlier day is told again) {
  CAF_CHECK_EQUAL(at(75), warning("75", "375.00"));
  restart();
  account.day.reset();
  account.state = protection::starting;
  CAF_CHECK_EQUAL(at(75), "");
  account.day = day_number(4);
  account.state = protection::protected_;
  CAF_CHECK_EQUAL(at(55), warning("55", "275.00"));
  restart();
  CAF_CHECK_EQUAL(at(69), "");
}

CAF_TEST(a restart remembers each rule by itself) {
  auto count = rule();
  count.rule = rule_id::max_contracts;
  count.observed = measure{quantity{2}};
  count.limit = measure{quantity{3}};
  count.utilisation_percent = 66;
  CAF_CHECK_EQUAL(at(75), warning("75", "375.00"));
  restart();
  account.rules.push_back(count);
  CAF_CHECK_EQUAL(look(), "RULE-001 (max contracts) is at 66 % of its limit: 2 of 3");
  restart();
  CAF_CHECK_EQUAL(look(), "");
}

CAF_TEST(what a breach made needless is needless after a restart) {
  rule().in_breach = true;
  CAF_CHECK_EQUAL(at(110), "limit_reached RULE-003");
  restart();
  rule().in_breach = false;
  CAF_CHECK_EQUAL(at(90), "");
}

CAF_TEST(figures from before the comparison tell nothing) {
  account.state = protection::starting;
  CAF_CHECK_EQUAL(at(75), "");
  account.state = protection::degraded;
  CAF_CHECK_EQUAL(at(75), warning("75", "375.00"));
}

CAF_TEST(without steps nothing comes near) {
  watch = account_watch{{}, start};
  CAF_CHECK_EQUAL(at(99), "");
}

CAF_TEST(a rule that is off warns of nothing) {
  rule().enabled = false;
  CAF_CHECK_EQUAL(at(75), "");
  rule().enabled = true;
  rule().failed = true;
  CAF_CHECK_EQUAL(at(75), "");
}

CAF_TEST(rules are told apart) {
  auto count = rule();
  count.rule = rule_id::max_contracts;
  count.observed = measure{quantity{2}};
  count.limit = measure{quantity{3}};
  count.utilisation_percent = 66;
  CAF_CHECK_EQUAL(at(75), warning("75", "375.00"));
  account.rules.push_back(count);
  CAF_CHECK_EQUAL(look(), "RULE-001 (max contracts) is at 66 % of its limit: 2 of 3");
}

CAF_TEST(a lock is told instead of its warning) {
  lock_until(start + 2h);
  CAF_CHECK_EQUAL(at(110), "locked RULE-003");
  CAF_CHECK_EQUAL(at(120), "");
  lock_until(start + 3h);
  CAF_CHECK_EQUAL(at(120), "locked RULE-003");
  account.locks[0].baseline[contract_id{"X"}] = {};
  CAF_CHECK_EQUAL(at(120), "");
  account.locks.clear();
  rule().in_breach = false;
  CAF_CHECK_EQUAL(at(0), "lock_ended RULE-003");
}

CAF_TEST(a lock of an earlier run is no news but its end is) {
  lock_until(start + 2h, start - 1us);
  CAF_CHECK_EQUAL(look(), "");
  account.locks.clear();
  CAF_CHECK_EQUAL(look(), "lock_ended RULE-003");
}

CAF_TEST(a lock that the start itself found is news) {
  lock_until(start + 2h, start);
  CAF_CHECK_EQUAL(look(), "locked RULE-003");
}

CAF_TEST(a limit without a lock is told when it is reached) {
  CAF_CHECK_EQUAL(look(), "");
  rule().in_breach = true;
  CAF_CHECK_EQUAL(at(110), "limit_reached RULE-003");
  CAF_CHECK_EQUAL(at(110), "");
  rule().in_breach = false;
  CAF_CHECK_EQUAL(at(20), "");
  rule().in_breach = true;
  CAF_CHECK_EQUAL(at(110), "limit_reached RULE-003");
}

CAF_TEST(a breach that is over before anybody looked is told) {
  CAF_CHECK_EQUAL(look(), "");
  account.enforcement.started = start;
  CAF_CHECK_EQUAL(look(), "enforced ");
  CAF_CHECK_EQUAL(look(), "");
  account.enforcement.started = start + 1s;
  rule().in_breach = true;
  CAF_CHECK_EQUAL(look(), "limit_reached RULE-003");
}

CAF_TEST(where stops are managed commands are no news) {
  CAF_CHECK_EQUAL(look(), "");
  auto stops = rule();
  stops.rule = rule_id::trade_management;
  account.rules.push_back(stops);
  account.enforcement.started = start;
  CAF_CHECK_EQUAL(look(), "");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace notify_account_watch
