#define CAF_SUITE simulator.matching

#include "adapters/simulator/order_engine.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_matching {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;
using domain::order_status;
using domain::order_type;

// Traces and times: projectx-gateway.md 9.5 and 9.6.

CAF_TEST_FIXTURE_SCOPE(matching_tests, venue_fixture)

CAF_TEST(a pending market order fills at the opposite best price after six milliseconds) {
  const auto placed = market(buy, 2);
  CAF_REQUIRE(placed.ok());
  CAF_CHECK_EQUAL(reports.trace, "O");
  CAF_CHECK(reports.orders.front().status == order_status::pending);
  wait(5999us);
  CAF_CHECK_EQUAL(net(), 0);
  wait(1us);
  CAF_CHECK_EQUAL(reports.trace, "OOTPA");
  const auto& filled = reports.orders.back();
  CAF_CHECK(filled.status == order_status::filled);
  CAF_CHECK_EQUAL(to_string(*filled.filled_price), "21500.25");
  CAF_CHECK(filled.updated == filled.created);
  CAF_CHECK(reports.trades.back().created == filled.created + 6ms);
  CAF_CHECK(!reports.trades.back().profit.has_value());
  CAF_CHECK_EQUAL(net(), 2);
  // Two contracts at 0.36 fees and 0.25 commissions.
  CAF_CHECK_EQUAL(to_string(balance()), "49998.78");
}

CAF_TEST(the order of the events of a fill is a setting) {
  venue.settings().emission = "APTO";
  market(sell, 1);
  wait(6ms);
  CAF_CHECK_EQUAL(reports.trace, "OAPTO");
}

CAF_TEST(a resting limit fills at its price when a trade prints through it) {
  const auto placed = limit(buy, 1, "21490");
  CAF_CHECK(reports.orders.back().status == order_status::open);
  move("21490.25");
  move("21490");
  wait(1s);
  CAF_CHECK_EQUAL(net(), 1);
  CAF_CHECK_EQUAL(to_string(*find(*placed.order).filled_price), "21490");
}

CAF_TEST(a print exactly at a limit fills it only as often as the queue allows) {
  limit(buy, 1, "21490");
  print("21490");
  CAF_CHECK_EQUAL(net(), 0);
  venue.settings().queue_fill_percent = 100;
  print("21490");
  CAF_CHECK_EQUAL(net(), 1);
}

CAF_TEST(a marketable limit fills at the better opposite price) {
  const auto placed = limit(buy, 1, "21510");
  CAF_CHECK(find(*placed.order).status == order_status::open);
  wait(6ms);
  CAF_CHECK(find(*placed.order).status == order_status::filled);
  CAF_CHECK_EQUAL(to_string(*find(*placed.order).filled_price), "21500.25");
}

CAF_TEST(a limit that is no longer marketable on arrival rests) {
  const auto placed = limit(buy, 1, "21500.25");
  move("21505");
  wait(1s);
  CAF_CHECK(find(*placed.order).status == order_status::open);
  move("21500");
  CAF_CHECK(find(*placed.order).status == order_status::filled);
}

CAF_TEST(join orders rest at the best price of their arrival) {
  auto wanted = request(order_type::join_bid, buy, 1);
  const auto bid = venue.place(wanted);
  wanted = request(order_type::join_ask, sell, 1);
  const auto ask = venue.place(wanted);
  move("21510");
  CAF_CHECK_EQUAL(to_string(*find(*bid.order).limit_price), "21500");
  CAF_CHECK_EQUAL(to_string(*find(*ask.order).limit_price), "21500.25");
  CAF_CHECK(find(*ask.order).status == order_status::filled);
  CAF_CHECK(find(*bid.order).status == order_status::open);
}

CAF_TEST(a stop that triggers at its price fills at the opposite best price) {
  const auto placed = stop(sell, 1, "21495");
  move("21495.25");
  wait(1s);
  CAF_CHECK_EQUAL(net(), 0);
  move("21495");
  wait(4ms);
  CAF_CHECK_EQUAL(net(), 0);
  wait(1ms);
  CAF_CHECK_EQUAL(net(), -1);
  const auto& filled = find(*placed.order);
  CAF_CHECK(filled.type == order_type::stop);
  CAF_CHECK_EQUAL(to_string(*filled.stop_price), "21495");
  CAF_CHECK_EQUAL(to_string(*filled.filled_price), "21495");
}

CAF_TEST(a stop slips against its owner by at most the allowed ticks) {
  venue.settings().stop_slippage_ticks_max = 2;
  for (int i = 0; i < 20; ++i) {
    const auto placed = stop(buy, 1, "21510");
    move("21510");
    wait(10ms);
    const auto fill = *find(*placed.order).filled_price;
    CAF_CHECK(fill >= price_of("21510.25"));
    CAF_CHECK(fill <= price_of("21510.75"));
    move("21500");
  }
}

CAF_TEST(a stop can be triggered by the best price) {
  venue.settings().stop_trigger = "bbo";
  stop(buy, 1, "21510");
  venue.set_price(mnq, {price_of("21509"), price_of("21510")}, price_of("21509"));
  wait(5ms);
  CAF_CHECK_EQUAL(net(), 1);
}

CAF_TEST(a trailing stop follows the best price since its arrival) {
  // The worked example of projectx-gateway.md 2.7.6, moved to this market.
  move("21505.75");
  auto wanted = request(order_type::trailing_stop, sell, 1);
  wanted.trail_price = price_of("21504.25");
  const auto placed = venue.place(wanted);
  CAF_REQUIRE(placed.ok());
  const auto& x = find(*placed.order);
  CAF_CHECK_EQUAL(*x.trail_distance, 6);
  CAF_CHECK_EQUAL(to_string(*x.trail_price), "1.5");
  CAF_CHECK_EQUAL(to_string(*x.stop_price), "21504.25");
  move("21507");
  CAF_CHECK_EQUAL(to_string(*x.stop_price), "21505.5");
  move("21506");
  CAF_CHECK_EQUAL(to_string(*x.stop_price), "21505.5");
  move("21505.5");
  wait(5ms);
  CAF_CHECK(x.status == order_status::filled);
}

CAF_TEST(a trailing stop can be given as a distance) {
  venue.settings().trail_price = "distance";
  auto wanted = request(order_type::trailing_stop, buy, 1);
  wanted.trail_price = price_of("2.5");
  const auto placed = venue.place(wanted);
  CAF_CHECK_EQUAL(to_string(*find(*placed.order).stop_price), "21502.5");
  move("21490");
  CAF_CHECK_EQUAL(to_string(*find(*placed.order).stop_price), "21492.5");
}

CAF_TEST(ratchets are reported at most twice a second) {
  auto wanted = request(order_type::trailing_stop, sell, 1);
  wanted.trail_price = price_of("21490");
  venue.place(wanted);
  const auto before = reports.orders.size();
  wait(1s);
  move("21501");
  move("21502");
  move("21503");
  CAF_CHECK_EQUAL(reports.orders.size(), before + 1);
  wait(500ms);
  move("21504");
  CAF_CHECK_EQUAL(reports.orders.size(), before + 2);
}

CAF_TEST(partial fills keep the order open with a running average) {
  venue.settings().partial_fill_size = 2;
  const auto placed = market(buy, 3);
  wait(6ms);
  CAF_CHECK(reports.orders.back().status == order_status::open);
  CAF_CHECK_EQUAL(reports.orders.back().filled.count(), 2);
  move("21503");
  wait(6ms);
  CAF_CHECK(find(*placed.order).status == order_status::filled);
  // Two at 21500.25 and one at 21503.25.
  CAF_CHECK_EQUAL(to_string(*find(*placed.order).filled_price), "21501.25");
  CAF_CHECK_EQUAL(reports.trace, "OOTPAOTPA");
}

CAF_TEST(an order cancelled in flight never fills) {
  const auto placed = market(buy, 1);
  CAF_CHECK(venue.cancel(account, *placed.order).ok());
  wait(1s);
  CAF_CHECK_EQUAL(net(), 0);
  CAF_CHECK(find(*placed.order).status == order_status::cancelled);
}

CAF_TEST(cancelling moves the update time with status seven first if wanted) {
  const auto placed = limit(buy, 1, "21400");
  wait(3s);
  venue.settings().pending_cancellation = true;
  CAF_CHECK(venue.cancel(account, *placed.order).ok());
  const auto count = reports.orders.size();
  CAF_CHECK(reports.orders[count - 2].status == order_status::pending_cancellation);
  CAF_CHECK(reports.orders[count - 1].status == order_status::cancelled);
  CAF_CHECK(reports.orders[count - 1].updated == venue.now());
}

CAF_TEST(a modified limit that becomes marketable fills) {
  const auto placed = limit(buy, 1, "21400");
  simulator::modify_request change;
  change.account = account;
  change.order = *placed.order;
  change.limit_price = price_of("21501");
  CAF_CHECK(venue.modify(change).ok());
  wait(6ms);
  CAF_CHECK_EQUAL(to_string(*find(*placed.order).filled_price), "21500.25");
}

CAF_TEST(orders of the same instant keep their order under growing ids) {
  const auto first = market(buy, 1);
  const auto second = market(sell, 1);
  CAF_CHECK(second.order->value() > first.order->value() + 1);
  wait(6ms);
  CAF_CHECK_EQUAL(reports.trace, "OOOTPAOTPA");
  CAF_CHECK(reports.trades[0].order == *first.order);
  CAF_CHECK_EQUAL(net(), 0);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_matching
