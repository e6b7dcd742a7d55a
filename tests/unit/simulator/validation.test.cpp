#define CAF_SUITE simulator.validation

#include "adapters/simulator/order_validation.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_validation {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;
using domain::order_status;
using domain::order_type;

// projectx-gateway.md 2.7.5, 2.7.9, 2.7.10, 2.8 and the order of checks in 9.4.

namespace {

struct fixture : venue_fixture {
  /// Places and expects a refusal with this code and text.
  void refuses(const simulator::place_request& wanted, std::int64_t code, std::string_view text,
               bool is_recorded) {
    const auto before = venue.state().orders.of_account(account).size();
    const auto outcome = venue.place(wanted);
    CAF_CHECK_EQUAL(outcome.code, code);
    CAF_CHECK_EQUAL(outcome.message.value_or(""), std::string{text});
    CAF_CHECK_EQUAL(outcome.order.has_value(), is_recorded);
    CAF_CHECK_EQUAL(venue.state().orders.of_account(account).size(),
                    before + (is_recorded ? 1 : 0));
  }

  simulator::place_request bracketed(domain::side side, std::int64_t stop, std::int64_t target) {
    auto out = request(order_type::market, side, 1);
    out.stop_loss = simulator::bracket_leg{stop, order_type::stop};
    out.take_profit = simulator::bracket_leg{target, order_type::limit};
    return out;
  }

  simulator::place_request stop_at(domain::side side, std::string_view at) {
    auto out = request(order_type::stop, side, 1);
    out.stop_price = price_of(at);
    return out;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(validation_tests, fixture)

CAF_TEST(accounts contracts terms are checked without a record) {
  auto wanted = request(order_type::market, buy, 1);
  wanted.account = domain::account_id{7};
  refuses(wanted, 1, "", false);
  wanted = request(order_type::market, buy, 1);
  wanted.contract = domain::contract_id{"CON.F.US.MES.Z26"};
  refuses(wanted, 8, "", false);
  refuses(request(order_type::market, buy, 0), 2,
          "Invalid order size. Size must be greater than zero.", false);
  wanted = request(order_type::market, buy, 1);
  wanted.side = 2;
  refuses(wanted, 2, "Invalid order side.", false);
  refuses(request(order_type::stop_limit, buy, 1), 2, "Invalid order type.", false);
}

CAF_TEST(an account that cannot trade is refused before its terms are looked at) {
  venue.set_can_trade(account, false);
  CAF_CHECK(!reports.accounts.back().can_trade);
  refuses(request(order_type::market, buy, 0), 4, "Account is not allowed to trade.", false);
  venue.settings().locked_account_code = 2;
  refuses(request(order_type::market, buy, 1), 2, "Account is not allowed to trade.", false);
}

CAF_TEST(a tag can be used once even by a refused order) {
  auto wanted = stop_at(sell, "21600");
  wanted.custom_tag = "once";
  refuses(wanted, 2, "Order price is outside allowed range. Please set price below best ask.",
          true);
  wanted = request(order_type::market, buy, 1);
  wanted.custom_tag = "once";
  refuses(wanted, 2, "Order rejected: custom tag already in use.", false);
}

CAF_TEST(a halted contract refuses with a record that is reported after two milliseconds) {
  venue.halt(mnq, true);
  refuses(request(order_type::market, buy, 1), 2, simulator::not_trading_text, true);
  CAF_CHECK(reports.orders.empty());
  wait(2ms);
  CAF_REQUIRE_EQUAL(reports.orders.size(), 1u);
  CAF_CHECK(reports.orders.front().status == order_status::rejected);
  CAF_CHECK(reports.orders.front().updated == reports.orders.front().created + 2ms);
  venue.halt(mnq, false);
  CAF_CHECK(market(buy, 1).ok());
}

CAF_TEST(prices must be there on the tick) {
  refuses(request(order_type::limit, buy, 1), 2, "Invalid limit price. Price is required.", true);
  auto wanted = request(order_type::limit, buy, 1);
  wanted.limit_price = price_of("21400.1");
  refuses(wanted, 2, "Invalid limit price. Price is not aligned to tick size.", true);
  refuses(stop_at(sell, "21400.1"), 2, "Invalid stop price. Price is not aligned to tick size.",
          true);
  refuses(request(order_type::trailing_stop, buy, 1), 2, "Invalid trail price. Price is required.",
          true);
}

CAF_TEST(stops must lie on their side of the market) {
  refuses(stop_at(buy, "21500"), 2,
          "Order price is outside allowed range. Please set price above best bid.", true);
  refuses(stop_at(sell, "21500"), 2,
          "Order price is outside allowed range. Please set price below best ask.", true);
  CAF_CHECK(venue.place(stop_at(buy, "21500.25")).ok());
  CAF_CHECK(venue.place(stop_at(sell, "21499.75")).ok());
}

CAF_TEST(trailing levels must lie on their side within a thousand ticks) {
  auto wanted = request(order_type::trailing_stop, sell, 1);
  wanted.trail_price = price_of("21500");
  refuses(wanted, 2, "Invalid price. Price is outside allowed range.", true);
  wanted.trail_price = price_of("21249.75");
  refuses(wanted, 2, "Invalid trail price. Distance exceeds 1000 ticks.", true);
  wanted.trail_price = price_of("21250");
  CAF_CHECK(venue.place(wanted).ok());
}

CAF_TEST(bracket ticks are signed with a least distance of four) {
  refuses(bracketed(buy, 40, 80), 2,
          "Invalid stop loss ticks (40). Ticks should be less than zero when longing.", true);
  refuses(bracketed(sell, 40, 50), 2,
          "Invalid take profit ticks (50). Ticks should be less than zero when going short.", true);
  refuses(bracketed(buy, -3, 80), 2,
          "Invalid stop loss ticks (-3). Price should be at least 4 ticks away.", true);
  CAF_CHECK(venue.place(bracketed(buy, -4, 1)).ok());
  CAF_CHECK(venue.place(bracketed(sell, 4, -1)).ok());
}

CAF_TEST(bracket types are checked as well as the mode of the account) {
  auto wanted = bracketed(buy, -40, 80);
  wanted.stop_loss->type = order_type::limit;
  refuses(wanted, 2, "Invalid stop loss type (Limit)", true);
  venue.set_auto_oco_brackets(account, false);
  refuses(bracketed(buy, -40, 80), 2,
          "Brackets cannot be used with Position Brackets. You must enable Auto OCO Brackets.",
          true);
}

CAF_TEST(the position cap counts the position with what works on its side) {
  // One mini is ten micros.
  venue.settings().position_cap_minis = 1;
  CAF_CHECK(market(buy, 6).ok());
  wait(6ms);
  CAF_CHECK(limit(buy, 3, "21400").ok());
  refuses(request(order_type::market, buy, 2), 2, "Not enough margin.", true);
  CAF_CHECK(market(sell, 16).ok());
}

CAF_TEST(changes of orders are refused by their own codes) {
  CAF_CHECK_EQUAL(venue.cancel(domain::account_id{7}, domain::order_id{1}).code, 1);
  CAF_CHECK_EQUAL(venue.cancel(account, domain::order_id{1}).code, 2);
  const auto placed = limit(buy, 1, "21400");
  simulator::modify_request change;
  change.account = account;
  change.order = *placed.order;
  change.limit_price = price_of("21400.1");
  CAF_CHECK_EQUAL(venue.modify(change).code, 3);
  CAF_CHECK_EQUAL(to_string(*find(*placed.order).limit_price), "21400");
  CAF_CHECK(venue.cancel(account, *placed.order).ok());
  CAF_CHECK_EQUAL(venue.cancel(account, *placed.order).code, 5);
  change.limit_price = price_of("21401");
  CAF_CHECK_EQUAL(venue.modify(change).code, 3);
  change.order = domain::order_id{1};
  CAF_CHECK_EQUAL(venue.modify(change).code, 2);
}

CAF_TEST(closing is refused by its own codes) {
  const auto mes = domain::contract_id{"CON.F.US.MES.Z26"};
  CAF_CHECK_EQUAL(venue.close(domain::account_id{7}, mnq).code, 1);
  CAF_CHECK_EQUAL(venue.close(account, mnq).code, 2);
  CAF_CHECK_EQUAL(venue.close(account, mes).code, 3);
  market(buy, 2);
  wait(6ms);
  CAF_CHECK_EQUAL(venue.close_part(account, mnq, 0).code, 5);
  CAF_CHECK_EQUAL(venue.close_part(account, mnq, 3).code, 5);
  venue.halt(mnq, true);
  CAF_CHECK_EQUAL(venue.close(account, mnq).code, 5);
  CAF_CHECK_EQUAL(venue.close_part(account, mnq, 1).code, 6);
}

CAF_TEST(a second close is pending until the first has filled) {
  market(buy, 2);
  wait(6ms);
  CAF_CHECK(venue.close(account, mnq).ok());
  CAF_CHECK_EQUAL(venue.close(account, mnq).code, 6);
  CAF_CHECK_EQUAL(venue.close_part(account, mnq, 1).code, 7);
  wait(3ms);
  CAF_CHECK_EQUAL(net(), 0);
  CAF_CHECK_EQUAL(venue.close(account, mnq).code, 2);
}

CAF_TEST(a second close can turn the position round if the venue accepts it) {
  venue.settings().close_while_pending = "accept";
  market(buy, 2);
  wait(6ms);
  CAF_CHECK(venue.close(account, mnq).ok());
  CAF_CHECK(venue.close(account, mnq).ok());
  wait(3ms);
  CAF_CHECK_EQUAL(net(), -2);
}

CAF_TEST(flattening cancels every order before it closes every position) {
  market(buy, 2);
  wait(6ms);
  limit(buy, 1, "21400");
  stop(sell, 1, "21400");
  venue.flatten(account);
  wait(3ms);
  CAF_CHECK_EQUAL(net(), 0);
  CAF_CHECK(venue.state().orders.live_in(mnq).empty());
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_validation
