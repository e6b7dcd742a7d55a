#define CAF_SUITE simulator.hours

#include "adapters/simulator/session_hours.hpp"

#include "adapters/simulator/order_validation.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_hours {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;

// projectx-gateway.md 8 and 9.8, in November 2026, when Chicago is six hours behind UTC.

namespace {

const simulator::session_hours hours{domain::time_zone{"America/Chicago", {{{}, -6h}}}};

/// `market`, `trading` or both are open at a local time of that week.
std::string open_at(const std::string& local) {
  const auto at = time_of("2026-11-" + local + ":00Z") + 6h;
  return std::string{hours.is_market_open(at) ? "market " : ""}
         + (hours.is_trading_open(at) ? "trading" : "");
}

} // namespace

CAF_TEST(the week lasts from sunday to friday) {
  CAF_CHECK_EQUAL(open_at("14T12:00"), "");
  CAF_CHECK_EQUAL(open_at("15T16:59"), "");
  CAF_CHECK_EQUAL(open_at("15T17:00"), "market trading");
  CAF_CHECK_EQUAL(open_at("16T03:00"), "market trading");
  CAF_CHECK_EQUAL(open_at("20T15:09"), "market trading");
  CAF_CHECK_EQUAL(open_at("20T15:10"), "market ");
  CAF_CHECK_EQUAL(open_at("20T16:00"), "");
  CAF_CHECK_EQUAL(open_at("20T17:00"), "");
}

CAF_TEST(every day has its break) {
  CAF_CHECK_EQUAL(open_at("18T15:10"), "market ");
  CAF_CHECK_EQUAL(open_at("18T15:59"), "market ");
  CAF_CHECK_EQUAL(open_at("18T16:00"), "");
  CAF_CHECK_EQUAL(open_at("18T17:00"), "market trading");
}

CAF_TEST_FIXTURE_SCOPE(session_hours_tests, venue_fixture)

CAF_TEST(the end of trading flattens before it refuses until the next opening) {
  // The fixture starts at 9:00 in Chicago.
  venue.keep_hours(hours);
  CAF_REQUIRE(market(buy, 2).ok());
  const auto resting = limit(buy, 1, "21400");
  wait(6h + 10min - 1us);
  CAF_CHECK_EQUAL(net(), 2);
  wait(1us);
  CAF_CHECK(find(*resting.order).status == domain::order_status::cancelled);
  CAF_CHECK_EQUAL(market(buy, 1).message.value_or(""), simulator::not_trading_text);
  wait(3ms);
  CAF_CHECK_EQUAL(net(), 0);
  wait(1h + 50min);
  CAF_CHECK(market(buy, 1).ok());
}

CAF_TEST(orders can expire at the end of trading) {
  venue.settings().session_end_status = 4;
  venue.keep_hours(hours);
  const auto resting = limit(buy, 1, "21400");
  wait(7h);
  CAF_CHECK(find(*resting.order).status == domain::order_status::expired);
}

CAF_TEST(the market stands still during the break before it goes on) {
  venue.keep_hours(hours);
  venue.wake(mnq);
  const auto print
    = simulator::market_print{price_of("21510"), domain::quantity{1}, domain::side::buy};
  script->push_back({venue.now() + 7h + 1min, {std::nullopt, {print}}});
  wait(8h);
  CAF_CHECK_EQUAL(reports.print_count, 0u);
  wait(1min);
  CAF_CHECK_EQUAL(reports.print_count, 1u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_hours
