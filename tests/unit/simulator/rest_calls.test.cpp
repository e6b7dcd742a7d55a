#define CAF_SUITE simulator.rest

#include "adapters/simulator/rest_api.hpp"
#include "tests/unit/simulator/core_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_rest {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;

// projectx-gateway.md section 2 and 3.

namespace {

struct fixture : core_fixture {
  fixture() {
    log_in();
  }

  /// Places a market order and returns the body of the reply.
  std::string buy_market(std::int64_t size) {
    return post("/api/Order/place", R"({"accountId":101,"contractId":"CON.F.US.MNQ.Z26","type":2,)"
                                    R"("side":0,"size":)"
                                      + std::to_string(size) + "}")
      .body;
  }

  std::string rows(const std::string& path) {
    return post(path, R"({"accountId":101})").body;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(rest_tests, fixture)

CAF_TEST(routes with members match in any case while unknown routes are absent) {
  CAF_CHECK_EQUAL(post("/API/account/SEARCH", R"({"ONLYACTIVEACCOUNTS":true})").status, 200u);
  CAF_CHECK_EQUAL(post("/api/Position/closeAllPositions", "{}").status, 404u);
  CAF_CHECK_EQUAL(post("/api", "{}").status, 404u);
  simulator::http_request get;
  get.method = "GET";
  get.path = "/api/Account/search";
  CAF_CHECK_EQUAL(core.rest.handle(get).status, 405u);
  get.path = "/api/Status/ping";
  CAF_CHECK_EQUAL(core.rest.handle(get).body, "pong");
}

CAF_TEST(a call without a good token gets an empty 401) {
  token = "nonsense";
  const auto reply = post("/api/Account/search", "{}");
  CAF_CHECK_EQUAL(reply.status, 401u);
  CAF_CHECK_EQUAL(reply.body, "");
}

CAF_TEST(a wrong key is a refusal with status 200) {
  const auto reply = post("/api/Auth/loginKey", R"({"userName":"trader","apiKey":"no"})");
  CAF_CHECK_EQUAL(reply.status, 200u);
  CAF_CHECK_EQUAL(reply.body,
                  R"({"token":null,"success":false,"errorCode":3,"errorMessage":null})");
  CAF_CHECK_EQUAL(post("/api/Auth/loginKey", R"({"userName":"trader"})").status, 400u);
}

CAF_TEST(applications log in with five texts) {
  const auto body = [](const std::string& device) {
    return R"({"userName":"trader","password":"key","deviceId":")" + device
           + R"(","appId":"a","verifyKey":"v"})";
  };
  CAF_CHECK(post("/api/Auth/loginApp", body("d")).body.find(R"("success":true)")
            != std::string::npos);
  CAF_CHECK(post("/api/Auth/loginApp", body("")).body.find(R"("errorCode":6)")
            != std::string::npos);
}

CAF_TEST(malformed bodies are bad requests) {
  for (const auto* body : {"{", "[]", "1", R"({"accountId":"x"})", R"({"accountId":1.5})"})
    CAF_CHECK_EQUAL(post("/api/Order/searchOpen", body).status, 400u);
  CAF_CHECK_EQUAL(post("/api/Order/place", R"({"accountId":101})").status, 400u);
}

CAF_TEST(validate gives a new token until logout ends both) {
  const auto reply = post("/api/Auth/validate", "");
  const auto document = json::exact_document::parse(reply.body).value();
  const auto renewed = std::string{*document.root()["newToken"].text()};
  CAF_CHECK(renewed != token);
  CAF_CHECK_EQUAL(post("/api/Account/search", "{}").status, 200u);
  CAF_CHECK_EQUAL(post("/api/Auth/logout", "{}").body, outcome(0));
  CAF_CHECK_EQUAL(post("/api/Account/search", "{}").status, 401u);
  token = renewed;
  CAF_CHECK_EQUAL(post("/api/Account/search", "{}").status, 401u);
}

CAF_TEST(only own accounts are seen) {
  CAF_CHECK_EQUAL(
    post("/api/Account/search", "{}").body,
    success(R"("accounts":[{"id":101,"name":"PRAC-trader","balance":50000,"canTrade":true,)"
            R"("isVisible":true,"simulated":true}])"));
  for (const auto* path : {"/api/Order/searchOpen", "/api/Position/searchOpen", "/api/Trade/search",
                           "/api/Order/search"})
    CAF_CHECK(post(path, R"({"accountId":102})").body.find(R"("errorCode":1)")
              != std::string::npos);
  CAF_CHECK_EQUAL(post("/api/Order/cancel", R"({"accountId":102,"orderId":1})").body, outcome(1));
  CAF_CHECK_EQUAL(
    post("/api/Position/closeContract", R"({"accountId":102,"contractId":"CON.F.US.MNQ.Z26"})")
      .body,
    outcome(1));
}

CAF_TEST(contracts are found by text as well as by id but never in the live feed) {
  const std::string row
    = R"({"id":"CON.F.US.MNQ.Z26","name":"MNQZ6",)"
      R"("description":"Micro E-mini Nasdaq-100: December 2026","tickSize":0.25,"tickValue":0.5,)"
      R"("activeContract":true,"symbolId":"F.US.MNQ"})";
  CAF_CHECK_EQUAL(post("/api/Contract/search", R"({"searchText":"nq","live":false})").body,
                  success(R"("contracts":[)" + row + "]"));
  CAF_CHECK_EQUAL(post("/api/Contract/search", R"({"searchText":"nq","live":true})").body,
                  success(R"("contracts":[])"));
  CAF_CHECK_EQUAL(post("/api/Contract/available", R"({"live":false})").body,
                  success(R"("contracts":[)" + row + "]"));
  CAF_CHECK_EQUAL(post("/api/Contract/searchById", R"({"contractId":"CON.F.US.MNQ.Z26"})").body,
                  success(R"("contract":)" + row));
  CAF_CHECK_EQUAL(post("/api/Contract/searchById", R"({"contractId":"X"})").body,
                  R"({"contract":null,"success":false,"errorCode":1,"errorMessage":null})");
}

CAF_TEST(rows have explicit nulls exact numbers trimmed times) {
  CAF_CHECK_EQUAL(buy_market(2), success(R"("orderId":3425270858)"));
  wait(6ms);
  CAF_CHECK_EQUAL(
    rows("/api/Order/search"),
    success(R"("orders":[{"id":3425270858,"accountId":101,"contractId":"CON.F.US.MNQ.Z26",)"
            R"("symbolId":"F.US.MNQ","creationTimestamp":"2026-11-19T15:00:00+00:00",)"
            R"("updateTimestamp":"2026-11-19T15:00:00+00:00","status":2,"type":2,"side":0,)"
            R"("size":2,"limitPrice":null,"stopPrice":null,"fillVolume":2,)"
            R"("filledPrice":21500.25,"customTag":null}])"));
  CAF_CHECK_EQUAL(
    rows("/api/Trade/search"),
    success(R"("trades":[{"id":3004518356,"accountId":101,"contractId":"CON.F.US.MNQ.Z26",)"
            R"("creationTimestamp":"2026-11-19T15:00:00.006+00:00","price":21500.25,)"
            R"("profitAndLoss":null,"fees":0.72,"commissions":0.5,"side":0,"size":2,)"
            R"("voided":false,"orderId":3425270858}])"));
  CAF_CHECK_EQUAL(
    rows("/api/Position/searchOpen"),
    success(R"("positions":[{"id":825245547,"accountId":101,"contractId":"CON.F.US.MNQ.Z26",)"
            R"("contractDisplayName":"MNQZ26",)"
            R"("creationTimestamp":"2026-11-19T15:00:00.006+00:00","type":1,"size":2,)"
            R"("averagePrice":21500.25}])"));
}

CAF_TEST(closing answers with the envelope alone) {
  buy_market(2);
  wait(6ms);
  const std::string contract = R"("contractId":"CON.F.US.MNQ.Z26")";
  CAF_CHECK_EQUAL(
    post("/api/Position/partialCloseContract", R"({"accountId":101,"size":1,)" + contract + "}")
      .body,
    outcome(0));
  wait(3ms);
  CAF_CHECK_EQUAL(post("/api/Position/closeContract", R"({"accountId":101,)" + contract + "}").body,
                  outcome(0));
  wait(3ms);
  CAF_CHECK_EQUAL(rows("/api/Position/searchOpen"), success(R"("positions":[])"));
  CAF_CHECK_EQUAL(post("/api/Position/closeContract", R"({"accountId":101,)" + contract + "}").body,
                  outcome(2));
}

CAF_TEST(open orders leave suspended legs out while the query shows them) {
  post("/api/Order/place",
       R"({"accountId":101,"contractId":"CON.F.US.MNQ.Z26","type":1,"side":0,"size":1,)"
       R"("limitPrice":21400.00,"stopLossBracket":{"ticks":-40,"type":4}})");
  const auto count = [&](const simulator::http_reply& reply) {
    const auto document = json::exact_document::parse(reply.body).value();
    return document.root()["orders"].size();
  };
  CAF_CHECK_EQUAL(count(post("/api/Order/searchOpen", R"({"accountId":101})")), 1u);
  const auto query = [&](const std::string& more) {
    return post("/api/Order/v2/query", R"({"filter":{"accountId":101})" + more + "}");
  };
  CAF_CHECK_EQUAL(count(query("")), 2u);
  CAF_CHECK_EQUAL(count(query(R"(,"pageSize":1)")), 1u);
  CAF_CHECK_EQUAL(count(query(R"(,"pageOffset":2)")), 0u);
  const auto suspended = post(
    "/api/Order/v2/query",
    R"({"filter":{"accountId":101,"statuses":[8]},"includeTotalCount":true,"sortDirection":1})");
  CAF_CHECK_EQUAL(count(suspended), 1u);
  CAF_CHECK(suspended.body.find(R"("totalCount":1)") != std::string::npos);
  CAF_CHECK_EQUAL(post("/api/Order/searchById", R"({"accountId":101,"orderId":1})").body,
                  R"({"order":null,"success":false,"errorCode":1,"errorMessage":null})");
}

CAF_TEST(a refused order answers with its id beside the reason) {
  CAF_CHECK_EQUAL(
    post("/api/Order/place",
         R"({"accountId":101,"contractId":"CON.F.US.MNQ.Z26","type":4,"side":1,"size":1,)"
         R"("stopPrice":21400.1})")
      .body,
    R"({"orderId":3425270858,"success":false,"errorCode":2,)"
    R"("errorMessage":"Invalid stop price. Price is not aligned to tick size."})");
}

CAF_TEST(a modification reaches the order) {
  post("/api/Order/place", R"({"accountId":101,"contractId":"CON.F.US.MNQ.Z26","type":1,"side":0,)"
                           R"("size":2,"limitPrice":21400})");
  CAF_CHECK_EQUAL(post("/api/Order/modify",
                       R"({"accountId":101,"orderId":3425270858,"size":1,"limitPrice":2.1401e4})")
                    .body,
                  outcome(0));
  const auto& x = *core.venue.state().orders.find(domain::order_id{3'425'270'858});
  CAF_CHECK_EQUAL(x.size.count(), 1);
  CAF_CHECK_EQUAL(to_string(*x.limit_price), "21401");
}

CAF_TEST(bars are refused by their own codes) {
  const auto code = [&](const std::string& members) {
    const auto reply = post("/api/History/retrieveBars", "{" + members + "}");
    return *json::exact_document::parse(reply.body).value().root()["errorCode"].integer();
  };
  const std::string mnq = R"("contractId":"CON.F.US.MNQ.Z26","live":false)";
  CAF_CHECK_EQUAL(code(R"("contractId":"X","unit":2,"unitNumber":1,"limit":1)"), 1);
  CAF_CHECK_EQUAL(code(mnq + R"(,"unit":9,"unitNumber":1,"limit":1)"), 2);
  CAF_CHECK_EQUAL(code(mnq + R"(,"unit":2,"unitNumber":0,"limit":1)"), 3);
  CAF_CHECK_EQUAL(code(mnq + R"(,"unit":2,"unitNumber":1,"limit":20001)"), 4);
  CAF_CHECK_EQUAL(code(mnq + R"(,"unit":2,"unitNumber":1,"limit":20000)"), 0);
}

CAF_TEST(two hundred calls a minute are answered while bars are counted apart) {
  for (int i = 0; i < 200; ++i)
    CAF_REQUIRE_EQUAL(post("/api/Account/search", "{}").status, 200u);
  const auto refused = post("/api/Account/search", "{}");
  CAF_CHECK_EQUAL(refused.status, 429u);
  CAF_CHECK_EQUAL(refused.body, "");
  CAF_CHECK(refused.fields.empty());
  CAF_CHECK_EQUAL(post("/api/Auth/validate", "").status, 200u);
  for (int i = 0; i < 50; ++i)
    CAF_REQUIRE_EQUAL(post("/api/History/retrieveBars", R"({"contractId":"X"})").status, 200u);
  CAF_CHECK_EQUAL(post("/api/History/retrieveBars", R"({"contractId":"X"})").status, 429u);
  core.venue.settings().retry_after = true;
  wait(59s);
  const auto late = post("/api/Account/search", "{}");
  CAF_CHECK_EQUAL(late.status, 429u);
  CAF_CHECK_EQUAL(late.fields.at(0).second, "1");
  wait(1s);
  CAF_CHECK_EQUAL(post("/api/Account/search", "{}").status, 200u);
  log_in("other", "key2");
  CAF_CHECK_EQUAL(post("/api/Account/search", "{}").status, 200u);
}

CAF_TEST(answers of actions take their time while reads are quick) {
  core.venue.settings().reply_min_ms = 8;
  core.venue.settings().reply_max_ms = 40;
  const auto reply = post("/api/Order/cancel", R"({"accountId":101,"orderId":1})");
  CAF_CHECK(reply.delay >= 8ms);
  CAF_CHECK(reply.delay <= 40ms);
  CAF_CHECK(post("/api/Account/search", "{}").delay == 0ms);
}

CAF_TEST(a new login ends older sessions if there may be only one) {
  core.venue.settings().single_session = true;
  const auto first = token;
  log_in();
  const auto second = token;
  token = first;
  CAF_CHECK_EQUAL(post("/api/Account/search", "{}").status, 401u);
  token = second;
  CAF_CHECK_EQUAL(post("/api/Account/search", "{}").status, 200u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_rest
