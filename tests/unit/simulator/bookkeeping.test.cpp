#define CAF_SUITE simulator.bookkeeping

#include "adapters/simulator/account_ledger.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_bookkeeping {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;

// projectx-gateway.md 7.4, 7.5 and 9.7.

namespace {

struct fixture : venue_fixture {
  /// Trades at a price at once.
  void trade(domain::side side, std::int64_t size, std::string_view at) {
    const auto x = price_of(at);
    venue.set_price(mnq, {x, x}, x);
    market(side, size);
    wait(6ms);
  }

  const simulator::position_snapshot& last_position() {
    return reports.positions.back();
  }

  /// The profit of the newest trade, or `none`.
  std::string last_profit() {
    const auto& profit = reports.trades.back().profit;
    return profit ? to_string(*profit) : "none";
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(bookkeeping_tests, fixture)

CAF_TEST(a short position closed higher loses as the recorded trade did) {
  trade(sell, 1, "29398.5");
  CAF_CHECK_EQUAL(last_profit(), "none");
  trade(buy, 1, "29423");
  CAF_CHECK_EQUAL(last_profit(), "-49.00");
  CAF_CHECK_EQUAL(to_string(balance()), "49949.78");
  CAF_CHECK(last_position().is_flat());
  CAF_CHECK_EQUAL(to_string(last_position().average), "29398.5");
  CAF_CHECK(venue.state().ledger.positions(account).empty());
}

CAF_TEST(adding keeps the position with an average that is off the tick) {
  trade(buy, 1, "28446.25");
  const auto id = last_position().id;
  const auto created = last_position().created;
  trade(buy, 1, "28446.5");
  CAF_CHECK_EQUAL(to_string(last_position().average), "28446.375");
  CAF_CHECK_EQUAL(last_position().size.count(), 2);
  CAF_CHECK(last_position().id == id);
  CAF_CHECK(last_position().created == created);
}

CAF_TEST(a position opened anew has a new id) {
  trade(buy, 1, "21500");
  const auto id = last_position().id;
  trade(sell, 1, "21500");
  CAF_CHECK(last_position().id == id);
  trade(buy, 1, "21500");
  CAF_CHECK(last_position().id != id);
}

CAF_TEST(lots are closed first in first out with a row each as recorded) {
  trade(sell, 1, "28239");
  trade(sell, 1, "28223");
  trade(buy, 2, "28183.25");
  const auto count = reports.trades.size();
  CAF_REQUIRE_EQUAL(count, 4u);
  CAF_CHECK_EQUAL(to_string(*reports.trades[2].profit), "111.50");
  CAF_CHECK_EQUAL(to_string(*reports.trades[3].profit), "79.50");
  CAF_CHECK(reports.trades[2].order == reports.trades[3].order);
}

CAF_TEST(the average after a reduction is that of the remaining lots as recorded) {
  trade(buy, 1, "28243.25");
  trade(buy, 1, "28248");
  trade(sell, 1, "28246.25");
  CAF_CHECK_EQUAL(last_profit(), "6.00");
  CAF_CHECK_EQUAL(to_string(last_position().average), "28248");
  trade(sell, 1, "28277.5");
  CAF_CHECK_EQUAL(last_profit(), "59.00");
  CAF_CHECK(last_position().is_flat());
  CAF_CHECK_EQUAL(to_string(last_position().average), "28248");
}

CAF_TEST(average accounting keeps the average in one row) {
  venue.settings().accounting = "average";
  trade(buy, 1, "28243");
  trade(buy, 1, "28248");
  trade(sell, 1, "28246.25");
  CAF_CHECK_EQUAL(last_profit(), "1.50");
  CAF_CHECK_EQUAL(to_string(last_position().average), "28245.5");
  trade(buy, 1, "28245.5");
  trade(sell, 2, "28250");
  CAF_CHECK_EQUAL(last_profit(), "18.00");
  CAF_CHECK_EQUAL(reports.trades.size(), 5u);
}

CAF_TEST(a reversal is one row with one event of a new position) {
  trade(buy, 1, "21500");
  const auto id = last_position().id;
  const auto events = reports.positions.size();
  trade(sell, 3, "21510");
  CAF_CHECK_EQUAL(last_profit(), "20.00");
  CAF_CHECK_EQUAL(reports.trades.back().size.count(), 3);
  CAF_CHECK_EQUAL(reports.positions.size(), events + 1);
  CAF_CHECK(last_position().held == sell);
  CAF_CHECK_EQUAL(last_position().size.count(), 2);
  CAF_CHECK_EQUAL(to_string(last_position().average), "21510");
  CAF_CHECK(last_position().id != id);
}

CAF_TEST(a reversal can be reported as a close followed by an open) {
  venue.settings().reversal_events = "two";
  trade(buy, 1, "21500");
  const auto id = last_position().id;
  trade(sell, 3, "21510");
  const auto count = reports.positions.size();
  CAF_CHECK(reports.positions[count - 2].is_flat());
  CAF_CHECK(reports.positions[count - 2].id == id);
  CAF_CHECK_EQUAL(reports.positions[count - 1].size.count(), 2);
  CAF_CHECK_EQUAL(last_profit(), "none");
  CAF_CHECK_EQUAL(reports.trades.back().size.count(), 2);
}

CAF_TEST(a partial close keeps the position under its id) {
  trade(buy, 3, "21500");
  const auto id = last_position().id;
  CAF_CHECK(venue.close_part(account, mnq, 2).ok());
  wait(3ms);
  CAF_CHECK_EQUAL(net(), 1);
  CAF_CHECK(last_position().id == id);
  CAF_CHECK_EQUAL(to_string(last_position().average), "21500");
}

CAF_TEST(a voided trade gives its money back in a second report) {
  trade(buy, 1, "21500");
  trade(sell, 1, "21510");
  const auto before = balance();
  const auto id = reports.trades.back().id;
  CAF_CHECK(venue.void_trade(id));
  CAF_CHECK(reports.trades.back().voided);
  CAF_CHECK(reports.trades.back().id == id);
  // Twenty dollars of profit less 0.61 of fees.
  CAF_CHECK_EQUAL(to_string(before - balance()), "19.39");
  CAF_CHECK(!venue.void_trade(id));
  CAF_CHECK(!venue.void_trade(domain::trade_id{1}));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_bookkeeping
