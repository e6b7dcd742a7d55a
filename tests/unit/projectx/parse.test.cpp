#define CAF_SUITE projectx.parse

#include "adapters/projectx/parse.hpp"

#include "adapters/json/exact_document.hpp"
#include "tests/unit/projectx/describe.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace projectx_parse {

using namespace riskd::domain;
using namespace riskd::projectx;

namespace {

struct row_case {
  const char* label;
  const char* data;
  const char* expected;
};

template <class Read>
std::string line_of(const char* data, Read read) {
  const auto document = riskd::json::exact_document::parse(data);
  CAF_REQUIRE(document.has_value());
  return std::visit([](const auto& x) { return riskd::test::describe(x); }, read(document->root()));
}

template <class Read, std::size_t Size>
void check(const row_case (&cases)[Size], Read read) {
  for (const auto& x : cases) {
    CAF_MESSAGE(x.label);
    CAF_CHECK_EQUAL(line_of(x.data, read), x.expected);
  }
}

} // namespace

// R-E-6.
CAF_TEST(a contract needs an id with positive economics) {
  const row_case cases[]{
    {"full",
     R"({"id":"CON.F.US.ENQ.Z26","name":"NQZ6","symbolId":"F.US.ENQ","tickSize":0.25,"tickValue":5})",
     "contract id=CON.F.US.ENQ.Z26 name=NQZ6 symbol=F.US.ENQ tick_size=0.25 tick_value=5"},
    {"exponent", R"({"id":"C","tickSize":5E-07,"tickValue":"6.25"})",
     "contract id=C name= symbol= tick_size=0.0000005 tick_value=6.25"},
    {"no id", R"({"tickSize":0.25,"tickValue":5})", "rejected contract: id is absent"},
    {"numeric id", R"({"id":5,"tickSize":0.25,"tickValue":5})", "rejected contract: id is absent"},
    {"no tick size", R"({"id":"C","tickValue":5})",
     "rejected contract: tickSize is absent or not positive"},
    {"zero tick size", R"({"id":"C","tickSize":0,"tickValue":5})",
     "rejected contract: tickSize is absent or not positive"},
    {"tick size below one unit", R"({"id":"C","tickSize":1e-11,"tickValue":5})",
     "rejected contract: tickSize is absent or not positive"},
    {"negative tick value", R"({"id":"C","tickSize":1,"tickValue":-5})",
     "rejected contract: tickValue is absent or not positive"},
    {"tick value of another type", R"({"id":"C","tickSize":1,"tickValue":[5]})",
     "rejected contract: tickValue is absent or not positive"},
  };
  check(cases, read_contract);
}

// R-E-8, R-V-18, R-Y-2.
CAF_TEST(a trade needs nothing but an id) {
  const row_case cases[]{
    {"full",
     R"({"id":3005729833,"accountId":1,"contractId":"C","creationTimestamp":"2026-11-19T17:51:07.965787+00:00",
         "price":29542.25,"profitAndLoss":6.5,"fees":0.36,"commissions":0.25,"side":1,"size":1,"voided":false,
         "orderId":3424798599})",
     "trade id=3005729833 created=2026-11-19T17:51:07.965787Z order=3424798599 contract=C "
     "side=sell "
     "size=1 price=29542.25 profit_and_loss=6.50 fees=0.36 commissions=0.25 voided=false"},
    {"id only", R"({"id":1})", "trade id=1"},
    {"opening half-turn", R"({"id":1,"profitAndLoss":null})", "trade id=1"},
    {"ids as strings", R"({"id":"0001","orderId":"7"})", "trade id=1 order=7"},
    {"money as strings", R"({"id":1,"profitAndLoss":"-49","fees":"0.36"})",
     "trade id=1 profit_and_loss=-49.00 fees=0.36"},
    {"side out of range", R"({"id":1,"side":2})", "trade id=1"},
    {"size zero", R"({"id":1,"size":0})", "trade id=1"},
    {"size with fraction", R"({"id":1,"size":1.5})", "trade id=1"},
    {"size in exponent form", R"({"id":1,"size":1e2})", "trade id=1 size=100"},
    {"members of other types",
     R"({"id":1,"size":"1","side":"0","voided":"true","price":{},"contractId":5,"creationTimestamp":0})",
     "trade id=1"},
    {"seven fraction digits", R"({"id":1,"creationTimestamp":"2026-11-19T14:16:01.4061289+00:00"})",
     "trade id=1 created=2026-11-19T14:16:01.406128Z"},
    {"loss beyond 64 bits", R"({"id":1,"profitAndLoss":-1e300})", "trade id=1"},
    {"voided", R"({"id":1,"voided":true})", "trade id=1 voided=true"},
    {"no id", R"({"orderId":1})", "rejected trade: id is absent"},
    {"id with fraction", R"({"id":1.5})", "rejected trade: id is absent"},
    {"id null", R"({"id":null})", "rejected trade: id is absent"},
  };
  check(cases, read_trade);
}

// R-E-12, R-E-2, WIRE 4.6.1.
CAF_TEST(an order needs id contract side size plus status) {
  const row_case cases[]{
    {"full",
     R"({"id":3408995736,"accountId":1,"contractId":"C","creationTimestamp":"2026-11-16T23:26:02.15673+00:00",
         "updateTimestamp":"2026-11-16T23:26:02.175078+00:00","status":2,"type":4,"side":1,"size":1,"limitPrice":null,
         "stopPrice":30196.75,"fillVolume":1,"filledPrice":30196.25,"customTag":"bot-17-SL","parentOrderId":3408995735})",
     "order id=3408995736 contract=C side=sell size=1 filled=1 status=2 type=4 stop=30196.75 "
     "tag=bot-17-SL updated=2026-11-16T23:26:02.175078Z parent=3408995735"},
    {"least", R"({"id":1,"contractId":"C","side":0,"size":1,"status":1})",
     "order id=1 contract=C side=buy size=1 filled=0 status=1 type=0"},
    {"orderId in place of id", R"({"orderId":9,"contractId":"C","side":0,"size":1,"status":1})",
     "rejected order: id is absent"},
    {"id beats orderId", R"({"id":8,"orderId":9,"contractId":"C","side":0,"size":1,"status":1})",
     "order id=8 contract=C side=buy size=1 filled=0 status=1 type=0"},
    {"id as string", R"({"id":"3408995736","contractId":"C","side":0,"size":1,"status":1})",
     "order id=3408995736 contract=C side=buy size=1 filled=0 status=1 type=0"},
    {"unlisted status with unlisted type",
     R"({"id":1,"contractId":"C","side":0,"size":1,"status":99,"type":-4})",
     "order id=1 contract=C side=buy size=1 filled=0 status=99 type=-4"},
    {"overfilled", R"({"id":1,"contractId":"C","side":0,"size":1,"status":1,"fillVolume":3})",
     "order id=1 contract=C side=buy size=1 filled=3 status=1 type=0"},
    {"fill volume of another type",
     R"({"id":1,"contractId":"C","side":0,"size":1,"status":1,"fillVolume":"1"})",
     "order id=1 contract=C side=buy size=1 filled=0 status=1 type=0"},
    {"no id", R"({"contractId":"C","side":0,"size":1,"status":1})", "rejected order: id is absent"},
    {"no contract", R"({"id":1,"side":0,"size":1,"status":1})",
     "rejected order: contractId is absent"},
    {"no side", R"({"id":1,"contractId":"C","size":1,"status":1})",
     "rejected order: side is absent or neither 0 nor 1"},
    {"side 2", R"({"id":1,"contractId":"C","side":2,"size":1,"status":1})",
     "rejected order: side is absent or neither 0 nor 1"},
    {"side 1.0", R"({"id":1,"contractId":"C","side":1.0,"size":1,"status":1})",
     "order id=1 contract=C side=sell size=1 filled=0 status=1 type=0"},
    {"size 0", R"({"id":1,"contractId":"C","side":0,"size":0,"status":1})",
     "rejected order: size is absent or below 1"},
    {"no status", R"({"id":1,"contractId":"C","side":0,"size":1})",
     "rejected order: status is absent"},
    {"status as string", R"({"id":1,"contractId":"C","side":0,"size":1,"status":"1"})",
     "rejected order: status is absent"},
    {"status beyond 32 bits", R"({"id":1,"contractId":"C","side":0,"size":1,"status":4294967297})",
     "order id=1 contract=C side=buy size=1 filled=0 status=2147483647 type=0"},
    {"status below 32 bits", R"({"id":1,"contractId":"C","side":0,"size":1,"status":-4294967295})",
     "order id=1 contract=C side=buy size=1 filled=0 status=-2147483648 type=0"},
    {"status beyond 64 bits", R"({"id":1,"contractId":"C","side":0,"size":1,"status":1e19})",
     "rejected order: status is absent"},
  };
  check(cases, read_order);
}

// R-E-16, R-Y-29.
CAF_TEST(a position needs a contract plus a size that its type explains) {
  const row_case cases[]{
    {"long",
     R"({"id":825245547,"accountId":1,"contractId":"C","contractDisplayName":"MNQZ26",
         "creationTimestamp":"2026-11-19T14:15:48.611387+00:00","type":1,"size":2,"averagePrice":28446.375})",
     "position contract=C held=buy size=2 average=28446.375 id=825245547 "
     "created=2026-11-19T14:15:48.611387Z"},
    {"short", R"({"contractId":"C","type":2,"size":1,"averagePrice":"1.5"})",
     "position contract=C held=sell size=1 average=1.5"},
    {"flat event", R"({"id":4,"contractId":"C","type":0,"size":0,"averagePrice":29398.5})",
     "position contract=C size=0 average=29398.5 id=4"},
    {"flat without size", R"({"contractId":"C","type":0})", "position contract=C size=0"},
    {"flat with unreadable size", R"({"contractId":"C","type":0,"size":"0"})",
     "position contract=C size=0"},
    {"size 0 with type 1", R"({"contractId":"C","type":1,"size":0})", "position contract=C size=0"},
    {"size 0 without type", R"({"contractId":"C","size":0})", "position contract=C size=0"},
    {"no average", R"({"contractId":"C","type":1,"size":1})",
     "position contract=C held=buy size=1"},
    {"average zero", R"({"contractId":"C","type":1,"size":1,"averagePrice":0})",
     "position contract=C held=buy size=1"},
    {"average negative", R"({"contractId":"C","type":1,"size":1,"averagePrice":-37.63})",
     "position contract=C held=buy size=1"},
    {"no contract", R"({"type":1,"size":1})", "rejected position: contractId is absent"},
    {"no size", R"({"contractId":"C","type":1})", "rejected position: size is absent or negative"},
    {"size negative", R"({"contractId":"C","type":2,"size":-1})",
     "rejected position: size is absent or negative"},
    {"size with fraction", R"({"contractId":"C","type":2,"size":0.5})",
     "rejected position: size is absent or negative"},
    {"held without type", R"({"contractId":"C","size":1})",
     "rejected position: type is neither 1 nor 2 while size is positive"},
    {"held with type 0", R"({"contractId":"C","type":0,"size":1})",
     "rejected position: type is neither 1 nor 2 while size is positive"},
    {"held with type 3", R"({"contractId":"C","type":3,"size":1})",
     "rejected position: type is neither 1 nor 2 while size is positive"},
  };
  check(cases, read_position);
}

// R-E-22.
CAF_TEST(an account needs nothing but an id) {
  const row_case cases[]{
    {"full",
     R"({"id":26282001,"name":"PRAC","balance":149848.64,"canTrade":true,"isVisible":true,"simulated":true})",
     "account id=26282001 name=PRAC can_trade=true balance=149848.64"},
    {"locked", R"({"id":1,"canTrade":false})", "account id=1 can_trade=false"},
    {"no flag", R"({"id":1})", "account id=1"},
    {"flag of another type", R"({"id":1,"canTrade":0,"name":7,"balance":true})", "account id=1"},
    {"no id", R"({"name":"PRAC"})", "rejected account: id is absent"},
  };
  check(cases, read_account);
}

// R-E-7.
CAF_TEST(a quote carries what it names with a usable price) {
  const row_case cases[]{
    {"partial",
     R"({"bestBid":29547,"bestAsk":29547.5,"lastUpdated":"2026-11-19T20:51:31.4347534+00:00"})",
     "quote contract=C bid=29547 ask=29547.5 last_updated=2026-11-19T20:51:31.434753Z"},
    {"last only", R"({"lastPrice":"29547"})", "quote contract=C last=29547"},
    {"not positive", R"({"lastPrice":0,"bestBid":-1,"bestAsk":null})", "quote contract=C"},
    {"empty", R"({})", "quote contract=C"},
  };
  check(cases, [](const riskd::json::exact_value& data) {
    return reading<quote_delta>{read_quote(contract_id{"C"}, data)};
  });
}

CAF_TEST(a print is a quote with a last price) {
  const row_case cases[]{
    {"usual", R"({"price":7730.5,"timestamp":"2026-11-19T20:51:30.052+00:00","type":1,"volume":1})",
     "quote contract=C last=7730.5"},
    {"no price", R"({"volume":1})", "quote contract=C"},
  };
  check(cases, [](const riskd::json::exact_value& data) {
    return reading<quote_delta>{read_print(contract_id{"C"}, data)};
  });
}

CAF_TEST(a payload is read by its kind) {
  const auto document = riskd::json::exact_document::parse(R"({"id":5,"accountId":"07"})");
  CAF_REQUIRE(document.has_value());
  const auto data = document->root();
  CAF_CHECK(std::holds_alternative<trade_row>(read_account_payload(entity_kind::trade, data)));
  CAF_CHECK(std::holds_alternative<account_row>(read_account_payload(entity_kind::account, data)));
  CAF_CHECK(
    std::holds_alternative<rejected_payload>(read_account_payload(entity_kind::order, data)));
  CAF_CHECK(
    std::holds_alternative<rejected_payload>(read_account_payload(entity_kind::position, data)));
  CAF_CHECK(account_in(entity_kind::account, data) == account_id{5});
  CAF_CHECK(account_in(entity_kind::trade, data) == account_id{7});
}

// WIRE 4.6.1.
CAF_TEST(an order of the stream may give its own id as orderId) {
  const row_case cases[]{
    {"orderId in place of id", R"({"orderId":9,"contractId":"C","side":0,"size":1,"status":1})",
     "order id=9 contract=C side=buy size=1 filled=0 status=1 type=0"},
    {"id beats orderId", R"({"id":8,"orderId":9,"contractId":"C","side":0,"size":1,"status":1})",
     "order id=8 contract=C side=buy size=1 filled=0 status=1 type=0"},
    {"neither", R"({"contractId":"C","side":0,"size":1,"status":1})",
     "rejected order: id is absent"},
  };
  check(cases, [](const riskd::json::exact_value& data) {
    return read_account_payload(entity_kind::order, data);
  });
}

// R-E-12, R-Y-12.
CAF_TEST(a recorded payload takes its account from outside) {
  const row_case cases[]{
    {"no id of its own", R"({"canTrade":false})", "account id=7 can_trade=false"},
    {"unreadable id", R"({"id":"x","name":"N"})", "account id=7 name=N"},
  };
  check(cases, [](const riskd::json::exact_value& data) {
    return read_recorded_payload(entity_kind::account, account_id{7}, data);
  });
  const row_case orders[]{
    {"orderId in place of id", R"({"orderId":9,"contractId":"C","side":0,"size":1,"status":1})",
     "rejected order: id is absent"},
  };
  check(orders, [](const riskd::json::exact_value& data) {
    return read_recorded_payload(entity_kind::order, account_id{7}, data);
  });
}

} // namespace projectx_parse
