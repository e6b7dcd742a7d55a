#define CAF_SUITE projectx.stream_events

#include "adapters/projectx/stream_events.hpp"

#include "adapters/json/exact_document.hpp"
#include "tests/unit/projectx/describe.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace projectx_stream_events {

using namespace riskd::domain;
using namespace riskd::projectx;

namespace {

std::string reported(hub_event event, const std::string& arguments) {
  const auto document = riskd::json::exact_document::parse(arguments);
  CAF_REQUIRE(document.has_value());
  std::vector<broker_report> reports;
  read_event(event, document->root(), reports);
  std::string lines;
  for (const auto& x : reports)
    lines += riskd::test::describe(x) + ";";
  return lines;
}

} // namespace

// WIRE 4.3: event names are compared without regard to case.
CAF_TEST(events are told by name in any case) {
  CAF_CHECK(event_named("GatewayUserOrder") == hub_event::order);
  CAF_CHECK(event_named("gatewayuserorder") == hub_event::order);
  CAF_CHECK(event_named("GATEWAYUSERPOSITION") == hub_event::position);
  CAF_CHECK(event_named("GatewayUserTrade") == hub_event::trade);
  CAF_CHECK(event_named("GatewayTrade") == hub_event::print);
  CAF_CHECK(event_named("GatewayUserAccount") == hub_event::account);
  CAF_CHECK(event_named("GatewayQuote") == hub_event::quote);
  CAF_CHECK(event_named("GatewayDepth") == hub_event::depth);
  CAF_CHECK(event_named("gatewaylogout") == hub_event::logout);
  CAF_CHECK(event_named("GatewayLogoutX") == hub_event::unlisted);
  CAF_CHECK(event_named("") == hub_event::unlisted);
}

// R-E-1, A-159.
CAF_TEST(the three shapes of a user event give the same reports) {
  const std::string data = R"({"id":7,"accountId":5,"side":0})";
  const std::string expected = "5 trade id=7 side=buy;";
  CAF_CHECK_EQUAL(reported(hub_event::trade, "[" + data + "]"), expected);
  CAF_CHECK_EQUAL(reported(hub_event::trade, R"([{"action":0,"data":)" + data + "}]"), expected);
  CAF_CHECK_EQUAL(reported(hub_event::trade, R"([{"data":)" + data + "}]"), expected);
  CAF_CHECK_EQUAL(
    reported(hub_event::trade, R"([[{"action":0,"data":)" + data + "},null," + data + "]]"),
    expected + expected);
}

// R-Y-35: attribution comes before validation.
CAF_TEST(a malformed payload is reported under the account that it names) {
  CAF_CHECK_EQUAL(reported(hub_event::order, R"([{"action":1,"data":{"id":1,"accountId":"5"}}])"),
                  "5 rejected order: contractId is absent;");
  CAF_CHECK_EQUAL(reported(hub_event::position, R"([{"accountId":5}])"),
                  "5 rejected position: contractId is absent;");
  CAF_CHECK_EQUAL(reported(hub_event::trade, R"([{"accountId":5}])"),
                  "5 rejected trade: id is absent;");
}

CAF_TEST(a payload without an account is reported as such) {
  CAF_CHECK_EQUAL(reported(hub_event::order, R"([{"id":1}])"),
                  "- rejected order: the account is absent;");
  CAF_CHECK_EQUAL(reported(hub_event::account, R"([{"name":"x"}])"),
                  "- rejected account: the account is absent;");
  CAF_CHECK_EQUAL(reported(hub_event::trade, R"([{"accountId":1.5,"id":1}])"),
                  "- rejected trade: the account is absent;");
  CAF_CHECK_EQUAL(reported(hub_event::trade, R"([["x",5]])"),
                  "- rejected trade: the payload is not an object;- rejected trade: the payload is "
                  "not an object;");
  CAF_CHECK_EQUAL(reported(hub_event::trade, "[]"),
                  "- rejected trade: the payload is not an object;");
}

CAF_TEST(an account event is attributed by its own id) {
  CAF_CHECK_EQUAL(
    reported(hub_event::account, R"([{"action":1,"data":{"id":5,"canTrade":false}}])"),
    "5 account id=5 can_trade=false;");
}

CAF_TEST(market payloads come as object as well as padded array) {
  CAF_CHECK_EQUAL(reported(hub_event::quote, R"(["C",{"lastPrice":1}])"),
                  "quote contract=C last=1;");
  CAF_CHECK_EQUAL(reported(hub_event::quote, R"(["C",[null,{"bestBid":1},null]])"),
                  "quote contract=C bid=1;");
  CAF_CHECK_EQUAL(reported(hub_event::print, R"(["C",[{"price":1},{"price":2},null]])"),
                  "quote contract=C last=1;quote contract=C last=2;");
  CAF_CHECK_EQUAL(reported(hub_event::print, R"(["C",{"price":3}])"), "quote contract=C last=3;");
}

CAF_TEST(a market payload without a leading contract may name it itself) {
  CAF_CHECK_EQUAL(reported(hub_event::quote, R"([{"contractId":"C","lastPrice":1}])"),
                  "quote contract=C last=1;");
  CAF_CHECK_EQUAL(reported(hub_event::quote, R"([{"lastPrice":1}])"),
                  "- rejected quote: contractId is absent;");
  CAF_CHECK_EQUAL(reported(hub_event::quote, R"(["C"])"),
                  "- rejected quote: the payload is not an object;");
}

CAF_TEST(depth plus unlisted events yield nothing) {
  CAF_CHECK_EQUAL(reported(hub_event::depth, R"(["C",[{"price":1,"type":4}]])"), "");
  CAF_CHECK_EQUAL(reported(hub_event::logout, "[]"), "");
  CAF_CHECK_EQUAL(reported(hub_event::unlisted, R"([{"accountId":5}])"), "");
}

} // namespace projectx_stream_events
