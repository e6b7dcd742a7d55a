#define CAF_SUITE domain.stop_watch

#include "domain/stop_watch.hpp"

#include "domain/stop_coverage.hpp"
#include "domain/stop_level.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_stop_watch {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

using answer = stop_watch::verdict;

struct fixture {
  stop_watch watch;
  position held = position_of("+0 P MNQ L2@21000");
  position other = position_of("+0 P ES L1@6000");

  static position position_of(std::string_view input) {
    return account_after("008; 012", input).state.positions->open().begin()->second;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(stop_watch_tests, fixture)

// R-008-5
CAF_TEST(the orders are read once before a position is closed) {
  CAF_CHECK(watch.judge(held, 10s) == answer::ask);
  CAF_CHECK(watch.judge(held, 10s) == answer::wait);
  watch.answered(10s - 1us);
  CAF_CHECK(watch.judge(held, 11s) == answer::wait);
  watch.answered(10s);
  CAF_CHECK(watch.judge(held, 11s) == answer::close);
}

// R-008-5
CAF_TEST(two seconds without an answer are enough) {
  CAF_CHECK(watch.judge(held, 10s) == answer::ask);
  CAF_CHECK(watch.judge(held, 12s - 1us) == answer::wait);
  CAF_CHECK(watch.judge(held, 12s) == answer::close);
}

// R-008-5
CAF_TEST(each position is looked up for itself) {
  CAF_CHECK(watch.judge(held, 10s) == answer::ask);
  CAF_CHECK(watch.judge(other, 11s) == answer::ask);
  watch.answered(10s);
  CAF_CHECK(watch.judge(held, 11s) == answer::close);
  CAF_CHECK(watch.judge(other, 11s) == answer::wait);
}

// R-008-5
CAF_TEST(a new instance is looked up anew) {
  CAF_CHECK(watch.judge(held, 10s) == answer::ask);
  watch.answered(10s);
  ++held.instance;
  CAF_CHECK(watch.judge(held, 11s) == answer::ask);
  CAF_CHECK(watch.judge(held, 11s) == answer::wait);
}

CAF_TEST_FIXTURE_SCOPE_END()

// R-008-1, R-008-2, R-012-6
CAF_TEST(coverage counts what is left of working stops) {
  const auto account = account_after(
    "008", "+0 P MNQ L9@21000; +0 O #13 MNQ sell stop n2 @20900; +0 O #11 MNQ sell slimit n3; "
           "+0 O #12 MNQ sell trail; +0 O #14 MNQ sell stop @20900 st8; "
           "+0 O #15 MNQ sell limit @21100; +0 O #16 MNQM sell stop @20900");
  const auto& held = account.state.positions->open().begin()->second;
  const auto stops = exit_stops(account.state, held);
  CAF_REQUIRE_EQUAL(stops.size(), 3U);
  CAF_CHECK_EQUAL(stops.front()->id.value(), 11);
  CAF_CHECK_EQUAL(stops.back()->id.value(), 13);
  CAF_CHECK(remaining_of(stops) == quantity{6});
  rules::no_stop_loss_grace rule;
  // The stop-limit has no price.
  CAF_CHECK(protection_of(account.state, held, rule) == quantity{3});
  CAF_CHECK(demanded_protection(held, rule) == quantity{9});
  rule.require_full_coverage = false;
  CAF_CHECK(demanded_protection(held, rule) == quantity{1});
}

// R-012-1, R-012-3, R-012-4
CAF_TEST(what is better for a long is worse for a short) {
  const auto low = price{10};
  const auto high = price{11};
  CAF_CHECK(is_tighter(side::buy, high, low));
  CAF_CHECK(!is_tighter(side::buy, low, low));
  CAF_CHECK(is_tighter(side::sell, low, high));
  CAF_CHECK(!is_tighter(side::sell, low, low));
  CAF_CHECK(better_mark(side::buy, mark_price::at(low), mark_price::at(high))
            == mark_price::at(high));
  CAF_CHECK(better_mark(side::sell, mark_price::at(low), mark_price::at(high))
            == mark_price::at(low));
  CAF_CHECK(is_on_loss_side(side::buy, low, mark_price::at(high)));
  CAF_CHECK(!is_on_loss_side(side::buy, low, mark_price::at(low)));
  CAF_CHECK(is_on_loss_side(side::sell, high, mark_price::at(low)));
  CAF_CHECK(!is_on_loss_side(side::sell, low, mark_price::at(low)));
}

} // namespace domain_stop_watch
