#define CAF_SUITE replay.event_reader

#include "adapters/replay/event_reader.hpp"

#include "tests/unit/replay/reading.hpp"

#include <caf/test/unit_test.hpp>

#include <sstream>

namespace replay_event_reader {

using namespace riskd;

namespace {

struct line_case {
  const char* label;
  /// What follows `ts`.
  const char* members;
  const char* expected;
};

template <std::size_t Size>
void check(const line_case (&cases)[Size]) {
  for (const auto& x : cases) {
    CAF_MESSAGE(x.label);
    CAF_CHECK_EQUAL(test::read_one(test::line_with(x.members)), x.expected);
  }
}

} // namespace

// The input of `rules.md` 13.4, example 1, shortened; every type there is: R-J-1, R-J-2.
CAF_TEST(a recording is read line by line) {
  const auto found = test::read_all(
    R"({"ts":"2026-03-03T15:00:00Z","type":"contract","data":{"id":"CON.F.US.MNQ.H26","name":"MNQH6","symbolId":"F.US.MNQ","tickSize":0.25,"tickValue":0.5,"activeContract":true}}
{"ts":"2026-03-03T15:00:00Z","type":"position","account":1,"data":{"accountId":1,"contractId":"CON.F.US.MNQ.H26","type":1,"size":2,"averagePrice":21000}}
{"ts":"2026-03-03T15:00:10Z","type":"trade","account":1,"data":{"id":101,"accountId":1,"contractId":"CON.F.US.MNQ.H26","creationTimestamp":"2026-03-03T15:00:10Z","price":21000,"profitAndLoss":-500,"side":1,"size":1,"voided":false,"orderId":20}}

{"ts":"2026-03-03T15:00:10.600000Z","type":"order","account":1,"data":{"id":11,"accountId":1,"contractId":"CON.F.US.MNQ.H26","status":3,"type":4,"side":1,"size":2,"fillVolume":0,"stopPrice":20950}}
{"ts":"2026-03-03T15:00:11Z","type":"quote","data":{"contractId":"CON.F.US.TYA.H26","lastPrice":110.484375}}
{"ts":"2026-03-03T15:00:12Z","type":"account","account":1,"data":{"id":1,"canTrade":false}}
{"ts":"2026-03-03T15:00:13Z","type":"connection","data":{"hub":"user","state":"down"}}
{"ts":"2026-03-03T23:00:00Z","type":"clock"})");
  const std::vector<std::string> expected{
    "1 2026-03-03T15:00:00.000000Z contract id=CON.F.US.MNQ.H26 name=MNQH6 symbol=F.US.MNQ "
    "tick_size=0.25 tick_value=0.5",
    "2 2026-03-03T15:00:00.000000Z 1 position contract=CON.F.US.MNQ.H26 held=buy size=2 "
    "average=21000",
    "3 2026-03-03T15:00:10.000000Z 1 trade id=101 created=2026-03-03T15:00:10.000000Z order=20 "
    "contract=CON.F.US.MNQ.H26 side=sell size=1 price=21000 profit_and_loss=-500.00 voided=false",
    "5 2026-03-03T15:00:10.600000Z 1 order id=11 contract=CON.F.US.MNQ.H26 side=sell size=2 "
    "filled=0 status=3 type=4 stop=20950",
    "6 2026-03-03T15:00:11.000000Z quote contract=CON.F.US.TYA.H26 last=110.484375",
    "7 2026-03-03T15:00:12.000000Z 1 account id=1 can_trade=false",
    "8 2026-03-03T15:00:13.000000Z connection user down",
    "9 2026-03-03T23:00:00.000000Z clock",
  };
  CAF_REQUIRE_EQUAL(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    CAF_CHECK_EQUAL(found[i], expected[i]);
}

// R-J-1, R-Y-26.
CAF_TEST(blank lines count yet say nothing) {
  const auto found
    = test::read_all(" \t\r\n\n{\"ts\":\"2026-03-03T15:00:00Z\",\"type\":\"clock\"}\r\n"
                     "\r\n\t{ \"ts\" : \"2026-03-03T15:00:00+00:00\" ,\r"
                     "\"type\"\t:\t\"clock\" } \n\n");
  const std::vector<std::string> expected{"3 2026-03-03T15:00:00.000000Z clock",
                                          "5 2026-03-03T15:00:00.000000Z clock"};
  CAF_CHECK(found == expected);
  CAF_CHECK(test::read_all("").empty());
  CAF_CHECK(test::read_all("\n\n \n").empty());
}

// R-V-10, R-Y-23, R-J-4.
CAF_TEST(the time is any form of the instant) {
  const std::pair<const char*, const char*> cases[]{
    {"2026-03-03T15:00:00Z", "1 2026-03-03T15:00:00.000000Z clock"},
    {"2026-03-03T15:00:00.Z", "1 2026-03-03T15:00:00.000000Z clock"},
    {"2026-03-03T15:00:00.123456789Z", "1 2026-03-03T15:00:00.123456Z clock"},
    {"2026-03-03T09:00:00.5-06:00", "1 2026-03-03T15:00:00.500000Z clock"},
    {"2026-03-03T15:00:00\\u005a", "1 2026-03-03T15:00:00.000000Z clock"},
  };
  for (const auto& [text, expected] : cases) {
    const auto found = test::read_all(R"({"type":"clock","ts":")" + std::string{text} + "\"}");
    CAF_REQUIRE_EQUAL(found.size(), 1u);
    CAF_CHECK_EQUAL(found.front(), expected);
  }
}

// R-J-3, R-Y-12, R-Y-30, R-E-2, R-Y-21.
CAF_TEST(the account stands beside the payload unless within) {
  const line_case cases[]{
    {"outside", R"("type":"trade","account":1,"data":{"id":5})", "1 trade id=5"},
    {"inside", R"("type":"trade","data":{"id":5,"accountId":1})", "1 trade id=5"},
    {"both", R"("type":"trade","account":1,"data":{"id":5,"accountId":1})", "1 trade id=5"},
    {"both in different forms", R"("type":"trade","account":"001","data":{"id":5,"accountId":1.0})",
     "1 trade id=5"},
    {"different", R"("type":"trade","account":1,"data":{"id":5,"accountId":2})",
     "- rejected trade: two different accounts are named"},
    {"neither", R"("type":"position","data":{"contractId":"C","type":0})",
     "- rejected position: the account is absent"},
    {"outside of the wrong type", R"("type":"trade","account":true,"data":{"id":5,"accountId":2})",
     "2 trade id=5"},
    {"outside with fraction", R"("type":"trade","account":1.5,"data":{"id":5,"accountId":2})",
     "2 trade id=5"},
    {"outside null", R"("type":"trade","account":null,"data":{"id":5,"accountId":2})",
     "2 trade id=5"},
    {"outside with a sign in a string", R"("type":"trade","account":"-1","data":{"id":5})",
     "- rejected trade: the account is absent"},
    {"outside negative", R"("type":"trade","account":-1,"data":{"id":5})", "-1 trade id=5"},
    {"inside of the wrong type", R"("type":"trade","account":1,"data":{"id":5,"accountId":[2]})",
     "1 trade id=5"},
    {"beyond 64 bits", R"("type":"trade","account":9223372036854775808,"data":{"id":5})",
     "- rejected trade: the account is absent"},
    {"the last of 64 bits", R"("type":"trade","account":"9223372036854775807","data":{"id":5})",
     "9223372036854775807 trade id=5"},
    {"the account line by its id", R"("type":"account","data":{"id":3,"canTrade":true})",
     "3 account id=3 can_trade=true"},
    {"the account line by account", R"("type":"account","account":3,"data":{"canTrade":false})",
     "3 account id=3 can_trade=false"},
    {"the account line without data", R"("type":"account","account":3)", "3 account id=3"},
    {"the account line with an unreadable id",
     R"("type":"account","account":3,"data":{"id":"three"})", "3 account id=3"},
    {"the account line with two ids", R"("type":"account","account":3,"data":{"id":4})",
     "- rejected account: two different accounts are named"},
    {"the account line without any", R"("type":"account","data":{"accountId":3})",
     "- rejected account: the account is absent"},
    {"accountId does not name an account line",
     R"("type":"account","account":3,"data":{"id":3,"accountId":4})", "3 account id=3"},
  };
  check(cases);
}

// R-Y-35, R-E-3, R-E-8, R-E-12, R-E-16.
CAF_TEST(a malformed payload of a known account stays with the account) {
  const line_case cases[]{
    {"trade without id", R"("type":"trade","account":1,"data":{})",
     "1 rejected trade: id is absent"},
    {"trade without data", R"("type":"trade","account":1)", "1 rejected trade: id is absent"},
    {"data of the wrong type", R"("type":"trade","account":1,"data":[{"id":5}])",
     "1 rejected trade: id is absent"},
    {"data null", R"("type":"position","account":1,"data":null)",
     "1 rejected position: contractId is absent"},
    {"order named by orderId alone",
     R"("type":"order","account":1,"data":{"orderId":9,"contractId":"C","side":0,"size":1,"status":1})",
     "1 rejected order: id is absent"},
    {"order without status",
     R"("type":"order","account":1,"data":{"id":9,"contractId":"C","side":0,"size":1})",
     "1 rejected order: status is absent"},
    {"position held in no direction",
     R"("type":"position","account":1,"data":{"contractId":"C","type":3,"size":1})",
     "1 rejected position: type is neither 1 nor 2 while size is positive"},
  };
  check(cases);
}

// R-J-3, R-E-6, R-E-7, R-E-23, R-E-24.
CAF_TEST(rejected market lines belong to nobody) {
  const line_case cases[]{
    {"contract without id", R"("type":"contract","account":1,"data":{"tickSize":1,"tickValue":1})",
     "- rejected contract: id is absent"},
    {"contract without economics", R"("type":"contract","data":{"id":"C","tickSize":"0.25"})",
     "- rejected contract: tickValue is absent or not positive"},
    {"quote without contract", R"("type":"quote","account":1,"data":{"lastPrice":1})",
     "- rejected quote: contractId is absent"},
    {"quote with a numeric contract", R"("type":"quote","data":{"contractId":5,"lastPrice":1})",
     "- rejected quote: contractId is absent"},
    {"quote with unusable price", R"("type":"quote","data":{"contractId":"C","lastPrice":-1})",
     "quote contract=C"},
    {"connection", R"("type":"connection","data":{"hub":"market","state":"up"})",
     "connection market up"},
    {"connection of rest", R"("type":"connection","data":{"hub":"rest","state":"down"})",
     "connection rest down"},
    {"connection to another hub", R"("type":"connection","data":{"hub":"User","state":"up"})",
     "- rejected connection: hub is neither user nor market nor rest"},
    {"connection in another state", R"("type":"connection","data":{"hub":"user","state":"UP"})",
     "- rejected connection: state is neither up nor down"},
    {"connection without data", R"("type":"connection")",
     "- rejected connection: hub is neither user nor market nor rest"},
    {"clock with data", R"("type":"clock","account":1,"data":{"id":5})", "clock"},
    {"clock with odd data", R"("type":"clock","data":[])", "clock"},
  };
  check(cases);
}

// R-E-2.
CAF_TEST(of members of one name the last counts) {
  const line_case cases[]{
    {"type", R"("type":"trade","type":"clock")", "clock"},
    {"time", R"("type":"clock","ts":"2026-03-03T16:00:00Z")", "clock"},
    {"account", R"("type":"trade","account":1,"account":2,"data":{"id":5})", "2 trade id=5"},
    {"account null", R"("type":"trade","account":1,"account":null,"data":{"id":5,"accountId":3})",
     "3 trade id=5"},
    {"data", R"("type":"trade","account":1,"data":{"id":5},"data":{"id":6})", "1 trade id=6"},
    {"inside data", R"("type":"trade","account":1,"data":{"id":5,"id":null})",
     "1 rejected trade: id is absent"},
    {"names in another spelling",
     R"("type":"trade","account":1,"data":{"id":5},"d\u0061ta":{"id":7})", "1 trade id=7"},
    {"names in another case",
     R"("type":"trade","account":1,"data":{"id":5,"ID":6},"DATA":{"id":7})", "1 trade id=5"},
  };
  check(cases);
}

// R-E-2, R-V-7, R-V-8, R-Y-2, R-Y-21, R-Y-22, R-Y-29.
CAF_TEST(members are read by the letter of their grammar) {
  const line_case cases[]{
    {"numbers in strings",
     R"("type":"trade","account":1,"data":{"id":"0000000000000000000000000000005","price":"5E-07","profitAndLoss":"-1e2"})",
     "1 trade id=5 price=0.0000005 profit_and_loss=-100.00"},
    {"strings that are no JSON numbers",
     R"("type":"trade","account":1,"data":{"id":5,"price":" 5","profitAndLoss":"+1","fees":".5","commissions":"01"})",
     "1 trade id=5"},
    {"numbers beyond a double",
     R"("type":"trade","account":1,"data":{"id":5,"price":1e999,"fees":1e-999})",
     "1 trade id=5 fees=0.00"},
    {"money beyond 64 bits",
     R"("type":"trade","account":1,"data":{"id":5,"profitAndLoss":922337203685477.5808,"fees":922337203685477.5807})",
     "1 trade id=5 fees=922337203685477.5807"},
    {"half away from zero",
     R"("type":"trade","account":1,"data":{"id":5,"profitAndLoss":-0.00005,"fees":0.00004999})",
     "1 trade id=5 profit_and_loss=-0.0001 fees=0.00"},
    {"integers in other forms",
     R"("type":"order","account":1,"data":{"id":1e1,"contractId":"C","side":0.0,"size":20e-1,"status":1.0,"fillVolume":-0})",
     "1 order id=10 contract=C side=buy size=2 filled=0 status=1 type=0"},
    {"side and size out of range",
     R"("type":"trade","account":1,"data":{"id":5,"side":-1,"size":0})", "1 trade id=5"},
    {"flat without a readable size",
     R"("type":"position","account":1,"data":{"contractId":"C","type":0,"size":1.5})",
     "1 position contract=C size=0"},
    {"flat of negative size",
     R"("type":"position","account":1,"data":{"contractId":"C","type":0,"size":-1})",
     "1 rejected position: size is absent or negative"},
  };
  check(cases);
}

// R-V-12.
CAF_TEST(directions are numbers) {
  const line_case cases[]{
    {"long", R"("type":"position","account":1,"data":{"contractId":"C","type":1,"size":2})",
     "1 position contract=C held=buy size=2"},
    {"short", R"("type":"position","account":1,"data":{"contractId":"C","type":2,"size":2})",
     "1 position contract=C held=sell size=2"},
    {"bought", R"("type":"trade","account":1,"data":{"id":5,"side":0})", "1 trade id=5 side=buy"},
    {"sold", R"("type":"trade","account":1,"data":{"id":5,"side":1})", "1 trade id=5 side=sell"},
  };
  check(cases);
}

// R-Y-24, R-V-2.
CAF_TEST(strings come through as they are written) {
  const line_case cases[]{
    {"escapes",
     R"("type":"quote","data":{"contractId":"a\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00z"})",
     "quote contract=a\"\\/\b\f\n\r\tA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z"},
    {"characters", "\"type\":\"quote\",\"data\":{\"contractId\":\"\xc3\xa9\xf0\x9f\x98\x80\x7f\"}",
     "quote contract=\xc3\xa9\xf0\x9f\x98\x80\x7f"},
    {"lone surrogates", R"("type":"quote","data":{"contractId":"\ud800|\udfff\ud83d\ud83d\ude00"})",
     "quote contract=\xed\xa0\x80|\xed\xbf\xbf\xed\xa0\xbd\xf0\x9f\x98\x80"},
    {"empty", R"("type":"quote","data":{"contractId":""})", "quote contract="},
  };
  check(cases);
}

CAF_TEST(a line of any depth is read) {
  const std::string depth(100'000, '[');
  const std::string back(100'000, ']');
  CAF_CHECK_EQUAL(test::read_one(test::line_with(R"("type":"clock","x":)" + depth + back)),
                  "clock");
}

CAF_TEST(nothing follows an error) {
  std::istringstream input{"{\"ts\":1}\n{\"ts\":\"2026-03-03T15:00:00Z\",\"type\":\"clock\"}\n"};
  replay::event_reader reader{input};
  CAF_CHECK(!reader.next());
  CAF_CHECK(reader.error().has_value());
  CAF_CHECK(!reader.next());
  CAF_CHECK_EQUAL(reader.error()->line, 1u);
}

} // namespace replay_event_reader
