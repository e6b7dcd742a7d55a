#define CAF_SUITE simulator.control

#include "adapters/simulator/control_api.hpp"
#include "tests/unit/simulator/core_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_control {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

struct fixture : core_fixture {
  fixture() {
    log_in();
  }

  simulator::http_reply get(const std::string& path, const std::string& since = "") {
    simulator::http_request request;
    request.method = "GET";
    request.path = path;
    if (!since.empty())
      request.query["since"] = since;
    return control_api.handle(request);
  }

  simulator::http_reply close_contract() {
    return post("/api/Position/closeContract",
                R"({"accountId":101,"contractId":"CON.F.US.MNQ.Z26"})");
  }

  /// Orders a fault of closeContract.
  void fault(const std::string& members) {
    const auto reply = control(
      "/control/fault", R"({"kind":"rest","route":"/api/Position/closeContract",)" + members + "}");
    CAF_REQUIRE_EQUAL(reply.status, 200u);
  }

  void hold_two() {
    control("/control/trader/order", R"({"account":101,"contract":"MNQ","side":"buy","size":2})");
    wait(6ms);
  }

  std::int64_t net() {
    const auto held = core.venue.state().ledger.position(domain::account_id{101},
                                                         domain::contract_id{"CON.F.US.MNQ.Z26"});
    return held ? held->size.count() : 0;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(control_tests, fixture)

CAF_TEST(the trader can place change cancel close) {
  CAF_CHECK_EQUAL(control("/control/trader/order",
                          R"({"account":101,"contract":"MNQ","side":"buy","type":"limit","size":2,)"
                          R"("limit_price":21400})")
                    .body,
                  R"({"ok":true,"code":0,"message":null,"order":3425270858})");
  CAF_CHECK_EQUAL(
    control("/control/trader/modify", R"({"account":101,"order":3425270858,"limit_price":21410})")
      .body,
    R"({"ok":true,"code":0,"message":null,"order":3425270858})");
  CAF_CHECK_EQUAL(control("/control/trader/cancel", R"({"account":101,"order":3425270858})").body,
                  R"({"ok":true,"code":0,"message":null,"order":3425270858})");
  hold_two();
  CAF_CHECK_EQUAL(net(), 2);
  control("/control/trader/close", R"({"account":101,"contract":"MNQ","size":1})");
  wait(3ms);
  CAF_CHECK_EQUAL(net(), 1);
  control("/control/trader/close", R"({"account":101,"contract":"MNQ"})");
  wait(3ms);
  CAF_CHECK_EQUAL(net(), 0);
  CAF_CHECK_EQUAL(control("/control/trader/close", R"({"account":101,"contract":"MNQ"})").body,
                  R"({"ok":false,"code":2,"message":null,"order":null})");
}

CAF_TEST(flattening leaves neither orders nor positions) {
  hold_two();
  control("/control/trader/order", R"({"account":101,"contract":"MNQ","side":"sell",)"
                                   R"("type":"stop","stop_price":21400})");
  control("/control/trader/flatten", R"({"account":101})");
  wait(3ms);
  CAF_CHECK_EQUAL(net(), 0);
  CAF_CHECK(core.venue.state().orders.live_of(domain::account_id{101}).empty());
}

CAF_TEST(wrong calls are refused with a sentence) {
  const auto problem = [&](const std::string& path, const std::string& body) {
    const auto reply = control(path, body);
    CAF_CHECK(reply.status == 400 || reply.status == 404);
    const auto document = json::exact_document::parse(reply.body).value();
    return std::string{*document.root()["error"].text()};
  };
  CAF_CHECK_EQUAL(problem("/control/nothing", ""), "there is no POST /control/nothing");
  CAF_CHECK_EQUAL(problem("/control/price", "[]"), "the body is not an object");
  CAF_CHECK_EQUAL(problem("/control/price", R"({"contract":"MES","price":1})"),
                  "contract is not the id or root of a listed contract");
  CAF_CHECK_EQUAL(problem("/control/price", R"({"contract":"MNQ","price":1.1})"),
                  "price is not a price of this contract");
  CAF_CHECK_EQUAL(problem("/control/price", R"({"contract":"MNQ","price":1,"bid":3,"ask":2})"),
                  "bid is above ask");
  CAF_CHECK_EQUAL(problem("/control/market", R"({"action":"stop"})"),
                  "action is not pause or resume");
  CAF_CHECK_EQUAL(problem("/control/trader/order", R"({"account":9,"contract":"MNQ"})"),
                  "account is not the id or name of an account");
  CAF_CHECK_EQUAL(problem("/control/fault", R"({"kind":"rest","action":"explode"})"),
                  "action is not an action of this kind of fault");
  CAF_CHECK_EQUAL(problem("/control/fault", R"({"kind":"rest","action":"refuse"})"),
                  "code is required to refuse");
  CAF_CHECK_EQUAL(problem("/control/settings", R"({"jitter_percent":200})"),
                  "jitter_percent setting jitter_percent: '200' is not a whole number from 0 to "
                  "100");
}

CAF_TEST(settings change at run time all at once) {
  const auto reply = control("/control/settings", R"({"market_fill_ms":0,"accounting":"average"})");
  CAF_CHECK(reply.body.find(R"("accounting":"average")") != std::string::npos);
  CAF_CHECK_EQUAL(core.venue.settings().market_fill_ms, 0);
  control("/control/settings", R"({"close_fill_ms":0,"accounting":"lifo"})");
  CAF_CHECK_EQUAL(core.venue.settings().close_fill_ms, 3);
}

CAF_TEST(the next closes are refused with a code while the position stays) {
  hold_two();
  fault(R"("action":"refuse","code":5,"message":"no","times":2)");
  CAF_CHECK_EQUAL(close_contract().body, R"({"success":false,"errorCode":5,"errorMessage":"no"})");
  CAF_CHECK_EQUAL(close_contract().status, 200u);
  wait(1s);
  CAF_CHECK_EQUAL(net(), 2);
  CAF_CHECK_EQUAL(close_contract().body, outcome(0));
}

CAF_TEST(a server error comes before the call took effect unless it is to come after) {
  hold_two();
  fault(R"("action":"status","status":500)");
  CAF_CHECK_EQUAL(close_contract().status, 500u);
  wait(1s);
  CAF_CHECK_EQUAL(net(), 2);
  fault(R"("action":"status","status":502,"after_acceptance":true)");
  const auto reply = close_contract();
  CAF_CHECK_EQUAL(reply.status, 502u);
  CAF_CHECK_EQUAL(reply.body, "");
  wait(1s);
  CAF_CHECK_EQUAL(net(), 0);
}

CAF_TEST(answers can be withheld dropped delayed) {
  hold_two();
  fault(R"("action":"never_answer")");
  CAF_CHECK(close_contract().what_happens == simulator::http_reply::fate::never_answer);
  fault(R"("action":"drop","after_acceptance":true)");
  CAF_CHECK(close_contract().what_happens == simulator::http_reply::fate::drop);
  fault(R"("action":"delay","delay_ms":3000,"times":0)");
  CAF_CHECK(close_contract().delay >= 3s);
  CAF_CHECK(close_contract().delay >= 3s);
}

CAF_TEST(faults choose route account turn) {
  hold_two();
  control("/control/fault", R"({"kind":"rest","route":"/api/Order/place","action":"drop"})");
  CAF_CHECK(close_contract().what_happens == simulator::http_reply::fate::send);
  fault(R"("action":"status","status":401,"account":102)");
  CAF_CHECK_EQUAL(close_contract().status, 200u);
  fault(R"("action":"status","status":429,"skip":1)");
  CAF_CHECK_EQUAL(close_contract().status, 200u);
  CAF_CHECK_EQUAL(close_contract().status, 429u);
  control("/control/clear_faults", "");
  CAF_CHECK(core.faults.call_faults().empty());
}

CAF_TEST(the state shows accounts markets sessions calls) {
  hold_two();
  const auto reply = get("/control/state");
  const auto document = json::exact_document::parse(reply.body).value();
  const auto root = document.root();
  CAF_CHECK_EQUAL(root["accounts"].size(), 2u);
  const auto first = root["accounts"].front();
  CAF_CHECK(first["account"]["balance"].number_text() == "49998.78");
  CAF_CHECK_EQUAL(first["positions"].size(), 1u);
  CAF_CHECK_EQUAL(first["orders"].size(), 1u);
  CAF_CHECK_EQUAL(first["trades"].size(), 1u);
  CAF_CHECK(root["markets"]["CON.F.US.MNQ.Z26"]["last"].number_text() == "21500");
  CAF_CHECK_EQUAL(root["sessions"].size(), 1u);
  CAF_CHECK(root["calls"]["/api/auth/loginkey"].integer() == 1);
}

CAF_TEST(calls are kept with body with answer but without credentials) {
  close_contract();
  auto document = json::exact_document::parse(get("/control/calls").body).value();
  CAF_REQUIRE_EQUAL(document.root()["calls"].size(), 2u);
  const auto login = document.root()["calls"].front();
  CAF_CHECK(login["path"].text() == "/api/Auth/loginKey");
  CAF_CHECK(login["body"].text() == "");
  document = json::exact_document::parse(get("/control/calls", "1").body).value();
  CAF_REQUIRE_EQUAL(document.root()["calls"].size(), 1u);
  const auto call = document.root()["calls"].front();
  CAF_CHECK(call["user"].text() == "trader");
  CAF_CHECK(call["status"].integer() == 200);
  CAF_CHECK(call["body"].text() == R"({"accountId":101,"contractId":"CON.F.US.MNQ.Z26"})");
  CAF_CHECK(call["reply"].text() == outcome(2));
  CAF_CHECK_EQUAL(get("/control/calls", "x").status, 400u);
}

CAF_TEST(accounts are opened while voided trades are reported) {
  CAF_CHECK_EQUAL(
    control("/control/account", R"({"user":"other","name":"NEW","balance":1000,"id":7})").body,
    R"({"ok":true,"account":7})");
  CAF_CHECK_EQUAL(control("/control/account", R"({"user":"other","name":"NEW","id":7})").status,
                  400u);
  control("/control/account", R"({"user":"other","name":"LIVE","id":8,"simulated":false})");
  const std::string order = R"(,"contract":"MNQ","side":"buy"})";
  CAF_CHECK_EQUAL(control("/control/trader/order", R"({"account":7)" + order).body,
                  R"({"ok":true,"code":0,"message":null,"order":3425270858})");
  CAF_CHECK_EQUAL(control("/control/trader/order", R"({"account":8)" + order).body,
                  R"({"ok":false,"code":10,"message":null,"order":null})");
  hold_two();
  const auto id = core.venue.state().ledger.trades(domain::account_id{101}).front().id;
  CAF_CHECK_EQUAL(control("/control/void_trade", R"({"trade":)" + to_string(id) + "}").status,
                  200u);
  CAF_CHECK_EQUAL(control("/control/void_trade", R"({"trade":1})").status, 400u);
}

CAF_TEST(quitting is passed on) {
  CAF_CHECK_EQUAL(control("/control/quit", "").status, 200u);
  CAF_CHECK(has_quit);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_control
