#define CAF_SUITE simulator.brackets

#include "adapters/simulator/order_desk.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_brackets {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;
using domain::order_status;
using domain::order_type;

// projectx-gateway.md 2.7.7, 7.3 and 9.6.

namespace {

struct fixture : venue_fixture {
  /// A bought contract with a stop 40 ticks below and a target 80 ticks above.
  void enter(order_type type = order_type::market) {
    auto wanted = request(type, buy, 1);
    wanted.custom_tag = "bot-17";
    wanted.limit_price = price_of("21495");
    wanted.stop_loss = simulator::bracket_leg{-40, order_type::stop};
    wanted.take_profit = simulator::bracket_leg{80, order_type::limit};
    const auto placed = venue.place(wanted);
    entry = placed.order.value();
    stop_leg = domain::order_id{entry.value() + 1};
    profit_leg = domain::order_id{entry.value() + 2};
  }

  domain::order_id entry;
  domain::order_id stop_leg;
  domain::order_id profit_leg;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(bracket_tests, fixture)

CAF_TEST(an entry is reported between its suspended legs) {
  enter();
  CAF_REQUIRE_EQUAL(reports.orders.size(), 3u);
  CAF_CHECK(reports.orders[0].id == stop_leg);
  CAF_CHECK(reports.orders[0].status == order_status::suspended);
  CAF_CHECK(reports.orders[1].id == entry);
  CAF_CHECK(reports.orders[2].id == profit_leg);
  const auto& stop = reports.orders[0];
  CAF_CHECK(stop.side == sell);
  CAF_CHECK(stop.parent == entry);
  CAF_CHECK(!stop.linked.has_value());
  CAF_CHECK(!stop.stop_price.has_value());
  CAF_CHECK_EQUAL(*stop.trail_distance, -40);
  CAF_CHECK_EQUAL(to_string(*stop.trail_price), "-10");
  CAF_CHECK_EQUAL(*stop.custom_tag, "bot-17-SL");
  CAF_CHECK(reports.orders[2].linked == stop_leg);
  CAF_CHECK_EQUAL(*reports.orders[2].custom_tag, "bot-17-TP");
}

CAF_TEST(the legs are anchored at the fill price with the target first) {
  enter();
  wait(6ms);
  const auto filled_at = reports.orders.size();
  wait(17ms);
  CAF_CHECK_EQUAL(reports.orders.size(), filled_at);
  wait(2ms);
  CAF_REQUIRE_EQUAL(reports.orders.size(), filled_at + 2);
  CAF_CHECK(reports.orders[filled_at].id == profit_leg);
  CAF_CHECK_EQUAL(to_string(*find(profit_leg).limit_price), "21520.25");
  CAF_CHECK_EQUAL(to_string(*find(stop_leg).stop_price), "21490.25");
  CAF_CHECK(find(stop_leg).status == order_status::open);
  CAF_CHECK(find(stop_leg).updated > find(stop_leg).created);
}

CAF_TEST(one leg that fills cancels the other twelve milliseconds later) {
  enter();
  wait(1s);
  move("21490");
  wait(5ms);
  CAF_CHECK_EQUAL(net(), 0);
  CAF_CHECK(find(profit_leg).status == order_status::open);
  wait(12ms);
  CAF_CHECK(find(profit_leg).status == order_status::cancelled);
  CAF_CHECK(find(profit_leg).updated == venue.now());
}

CAF_TEST(the sibling of a filled leg cannot fill any more) {
  enter();
  wait(1s);
  move("21521");
  CAF_CHECK_EQUAL(net(), 0);
  move("21400");
  wait(1s);
  CAF_CHECK_EQUAL(net(), 0);
  CAF_CHECK(find(stop_leg).status == order_status::cancelled);
}

CAF_TEST(legs stay suspended until the entry fills) {
  enter(order_type::limit);
  wait(1s);
  CAF_CHECK(find(stop_leg).status == order_status::suspended);
  move("21490");
  wait(1s);
  CAF_CHECK_EQUAL(net(), 1);
  CAF_CHECK_EQUAL(to_string(*find(stop_leg).stop_price), "21485");
}

CAF_TEST(cancelling the entry cancels its suspended legs) {
  enter(order_type::limit);
  CAF_CHECK(venue.cancel(account, entry).ok());
  CAF_CHECK(find(stop_leg).status == order_status::cancelled);
  CAF_CHECK(find(profit_leg).status == order_status::cancelled);
}

CAF_TEST(cancelling one leg leaves the other) {
  enter();
  wait(1s);
  CAF_CHECK(venue.cancel(account, stop_leg).ok());
  wait(1s);
  CAF_CHECK(find(profit_leg).status == order_status::open);
}

CAF_TEST(modifying one leg leaves the other) {
  enter();
  wait(1s);
  simulator::modify_request change;
  change.account = account;
  change.order = stop_leg;
  change.stop_price = price_of("21495");
  CAF_CHECK(venue.modify(change).ok());
  CAF_CHECK_EQUAL(to_string(*find(stop_leg).stop_price), "21495");
  CAF_CHECK_EQUAL(to_string(*find(profit_leg).limit_price), "21520.25");
}

CAF_TEST(closing the position leaves the legs alive) {
  enter();
  wait(1s);
  CAF_CHECK(venue.close(account, mnq).ok());
  wait(1s);
  CAF_CHECK_EQUAL(net(), 0);
  CAF_CHECK(find(stop_leg).status == order_status::open);
  move("21480");
  wait(1s);
  // The orphan stop opens a position that nobody wanted: projectx-gateway.md 7.4.
  CAF_CHECK_EQUAL(net(), -1);
}

CAF_TEST(a stop that fills while a close is on its way turns the position round) {
  enter();
  wait(1s);
  venue.settings().close_fill_ms = 300;
  CAF_CHECK(venue.close(account, mnq).ok());
  move("21490");
  wait(5ms);
  CAF_CHECK_EQUAL(net(), 0);
  wait(295ms);
  CAF_CHECK_EQUAL(net(), -1);
}

CAF_TEST(a partly filled leg reduces its sibling) {
  auto wanted = request(order_type::market, buy, 4);
  wanted.stop_loss = simulator::bracket_leg{-40, order_type::stop};
  wanted.take_profit = simulator::bracket_leg{80, order_type::limit};
  entry = *venue.place(wanted).order;
  wait(1s);
  venue.settings().partial_fill_size = 1;
  move("21530");
  const auto sibling = domain::order_id{entry.value() + 1};
  CAF_CHECK_EQUAL(find(sibling).size.count(), 3);
  wait(1s);
  CAF_CHECK_EQUAL(net(), 0);
  CAF_CHECK(find(sibling).status == order_status::cancelled);
}

CAF_TEST(a trailing stop leg follows the market) {
  auto wanted = request(order_type::market, buy, 1);
  wanted.stop_loss = simulator::bracket_leg{-40, order_type::trailing_stop};
  entry = *venue.place(wanted).order;
  stop_leg = domain::order_id{entry.value() + 1};
  wait(1s);
  CAF_CHECK_EQUAL(to_string(*find(stop_leg).stop_price), "21490.25");
  move("21510");
  CAF_CHECK_EQUAL(to_string(*find(stop_leg).stop_price), "21500");
  move("21499");
  wait(10ms);
  CAF_CHECK_EQUAL(net(), 0);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_brackets
