#define CAF_SUITE projectx.requests

#include "adapters/projectx/requests.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace projectx_requests {

using namespace riskd::domain;
using namespace riskd::projectx;

namespace {

std::string written(const api_request& x) {
  return std::string{x.path} + " " + x.body;
}

position open_position() {
  position x;
  x.contract = contract_id{"CON.F.US.MNQ.Z26"};
  x.size = quantity{3};
  return x;
}

order_row live_order() {
  order_row x;
  x.id = order_id{3425270859};
  x.size = quantity{1};
  x.status = order_status::open;
  return x;
}

command_ticket ticket_of(command order, std::string tag = {}) {
  return {command_id{7}, account_id{26282001}, std::move(order), {}, {}, 1, std::move(tag)};
}

} // namespace

// R-F-1, R-F-2: closing uses the close routes, never an order.
CAF_TEST(commands use the three reducing routes) {
  CAF_CHECK_EQUAL(
    written(request_for(ticket_of(close_position{open_position()}))),
    R"(/api/Position/closeContract {"accountId":26282001,"contractId":"CON.F.US.MNQ.Z26"})");
  CAF_CHECK_EQUAL(
    written(request_for(ticket_of(reduce_position{open_position(), quantity{2}}))),
    R"(/api/Position/partialCloseContract {"accountId":26282001,"contractId":"CON.F.US.MNQ.Z26","size":2})");
  CAF_CHECK_EQUAL(written(request_for(ticket_of(cancel_order{live_order()}))),
                  R"(/api/Order/cancel {"accountId":26282001,"orderId":3425270859})");
}

// R-F-15; prices keep their digits.
CAF_TEST(a stop is placed on the exit side with its tag) {
  const auto stop = parse_price("20999.123456789").value();
  CAF_CHECK_EQUAL(
    written(request_for(ticket_of(
      place_stop{open_position(), quantity{1}, quantity{2}, stop, mark_price::at(stop + stop)},
      "riskd:26282001:20260303:7"))),
    R"(/api/Order/place {"accountId":26282001,"contractId":"CON.F.US.MNQ.Z26","customTag":"riskd:26282001:20260303:7","side":1,"size":2,"type":4,"stopPrice":20999.123456789})");
}

CAF_TEST(a stop is moved by its price as well as by its size) {
  auto order = live_order();
  order.contract = open_position().contract;
  order.side = side::sell;
  order.type = order_type::stop;
  order.size = quantity{3};
  order.stop_price = parse_price("20000").value();
  CAF_CHECK_EQUAL(
    written(request_for(
      ticket_of(modify_order::tighten(order, open_position(), parse_price("20000.25").value())))),
    R"(/api/Order/modify {"accountId":26282001,"orderId":3425270859,"stopPrice":20000.25})");
  CAF_CHECK_EQUAL(written(request_for(ticket_of(modify_order::shrink(order, quantity{2})))),
                  R"(/api/Order/modify {"accountId":26282001,"orderId":3425270859,"size":2})");
}

CAF_TEST(each question has its route) {
  const account_id account{5};
  const auto since = parse_time("2026-11-19T00:00:00Z").value();
  const auto asked = [](const query& x) {
    return written(request_for(x, false));
  };
  CAF_CHECK_EQUAL(asked(accounts_query{}), R"(/api/Account/search {"onlyActiveAccounts":false})");
  CAF_CHECK_EQUAL(asked(catalogue_query{}), R"(/api/Contract/available {"live":false})");
  CAF_CHECK_EQUAL(written(request_for(query{catalogue_query{}}, true)),
                  R"(/api/Contract/available {"live":true})");
  CAF_CHECK_EQUAL(asked(contract_query{contract_id{"C\""}}),
                  R"(/api/Contract/searchById {"contractId":"C\""})");
  CAF_CHECK_EQUAL(asked(positions_query{account}), R"(/api/Position/searchOpen {"accountId":5})");
  CAF_CHECK_EQUAL(asked(open_orders_query{account}), R"(/api/Order/searchOpen {"accountId":5})");
  CAF_CHECK_EQUAL(
    asked(trades_query{account, since}),
    R"(/api/Trade/search {"accountId":5,"endTimestamp":null,"startTimestamp":"2026-11-19T00:00:00.000000Z"})");
  CAF_CHECK_EQUAL(
    asked(orders_query{account, since}),
    R"(/api/Order/search {"accountId":5,"endTimestamp":null,"startTimestamp":"2026-11-19T00:00:00.000000Z"})");
  CAF_CHECK_EQUAL(asked(order_query{account, order_id{7}}),
                  R"(/api/Order/searchById {"accountId":5,"orderId":7})");
  CAF_CHECK_EQUAL(
    asked(suspended_orders_query{account}),
    R"(/api/Order/v2/query {"filter":{"accountId":5,"statuses":[8]},"includeTotalCount":true,"pageOffset":0,"pageSize":100})");
}

CAF_TEST(session calls carry what they need) {
  CAF_CHECK_EQUAL(written(login_request("jtrader", "k\"ey")),
                  R"(/api/Auth/loginKey {"apiKey":"k\"ey","userName":"jtrader"})");
  CAF_CHECK_EQUAL(written(validate_request()), "/api/Auth/validate {}");
}

CAF_TEST(questions name their account) {
  CAF_CHECK(account_of(positions_query{account_id{5}}) == account_id{5});
  CAF_CHECK(account_of(suspended_orders_query{account_id{6}}) == account_id{6});
  CAF_CHECK(account_of(catalogue_query{}) == account_id{});
}

} // namespace projectx_requests
