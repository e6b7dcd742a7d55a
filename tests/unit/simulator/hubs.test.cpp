#define CAF_SUITE simulator.hubs

#include "adapters/simulator/gateway_core.hpp"
#include "tests/unit/simulator/core_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>

namespace simulator_hubs {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;

// projectx-gateway.md 4 and 9.3.

namespace {

struct fixture : core_fixture {
  fixture() {
    log_in();
    core.events.add(user);
    core.events.add(market);
  }

  ~fixture() {
    core.events.remove(user);
    core.events.remove(market);
  }

  void invoke(kept_connection& by, const std::string& record) {
    const auto document = json::exact_document::parse(record).value();
    core.methods.answer(by, document.root());
  }

  /// Subscribes and forgets the completion.
  void subscribe(kept_connection& by, const std::string& target, const std::string& argument) {
    invoke(by, R"({"type":1,"target":")" + target + R"(","arguments":[)" + argument + "]}");
    by.records.clear();
  }

  simulator::http_request hub_request(const std::string& path, const std::string& method) {
    simulator::http_request out;
    out.method = method;
    out.path = path;
    out.query["access_token"] = token;
    return out;
  }

  void set_can_trade(bool can_trade) {
    core.venue.set_can_trade(domain::account_id{101}, can_trade);
  }

  kept_connection user{simulator::hub_kind::user, "trader", 1};
  kept_connection market{simulator::hub_kind::market, "trader", 1};
};

constexpr auto account_data = R"({"id":101,"name":"PRAC-trader","balance":50000,"canTrade":false,)"
                              R"("isVisible":true,"simulated":true})";

std::string event(const std::string& target, const std::string& arguments) {
  return R"({"type":1,"target":")" + target + R"(","arguments":)" + arguments + "}";
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(hub_tests, fixture)

CAF_TEST(a completion comes only for an invocation with an id) {
  invoke(user, R"({"type":1,"invocationId":"7","target":"SubscribeAccounts","arguments":[]})");
  CAF_CHECK_EQUAL(user.records.at(0), R"({"type":3,"invocationId":"7","result":null})");
  invoke(user, R"({"arguments":[101],"target":"subscribeORDERS","type":1})");
  CAF_CHECK_EQUAL(user.records.size(), 1u);
  CAF_CHECK(user.topics.contains("orders/101"));
  invoke(user, R"({"type":1,"target":"UnsubscribeOrders","arguments":[101]})");
  CAF_CHECK(!user.topics.contains("orders/101"));
}

CAF_TEST(failed invocations say why) {
  const auto error = [&](kept_connection& by, const std::string& call) {
    invoke(by, R"({"type":1,"invocationId":"1",)" + call + "}");
    const auto document = json::exact_document::parse(by.records.back()).value();
    return std::string{document.root()["error"].text().value_or("none")};
  };
  const std::string failed = "Failed to invoke 'X' due to an error on the server. ";
  CAF_CHECK_EQUAL(error(user, R"("target":"X","arguments":[])"),
                  failed + "HubException: Method does not exist.");
  CAF_CHECK(error(user, R"("target":"SubscribeOrders","arguments":["101"])")
              .ends_with("InvalidDataException: Error binding arguments."));
  CAF_CHECK(error(user, R"("target":"SubscribeOrders","arguments":[102])")
              .ends_with("HubException: Account not found."));
  CAF_CHECK(error(market, R"("target":"SubscribeContractQuotes","arguments":["X"])")
              .ends_with("HubException: Contract not found."));
  CAF_CHECK(error(market, R"("target":"SubscribeOrders","arguments":[101])")
              .ends_with("HubException: Method does not exist."));
  core.venue.settings().foreign_subscription_silent = true;
  CAF_CHECK_EQUAL(error(user, R"("target":"SubscribeOrders","arguments":[102])"), "none");
  CAF_CHECK(user.topics.empty());
}

CAF_TEST(user events have the shape of the setting) {
  subscribe(user, "SubscribeAccounts", "");
  set_can_trade(false);
  const auto envelope = std::string{R"({"action":1,"data":)"} + account_data + "}";
  CAF_CHECK_EQUAL(user.records.at(0), event("GatewayUserAccount", "[" + envelope + "]"));
  core.venue.settings().event_shape = "bare";
  set_can_trade(false);
  CAF_CHECK_EQUAL(user.records.at(1),
                  event("GatewayUserAccount", std::string{"["} + account_data + "]"));
  core.venue.settings().event_shape = "array";
  set_can_trade(false);
  CAF_CHECK_EQUAL(user.records.at(2), event("GatewayUserAccount", "[[" + envelope + "]]"));
}

CAF_TEST(the stream omits nulls unless it is told otherwise) {
  subscribe(user, "SubscribeOrders", "101");
  control("/control/trader/order",
          R"({"account":101,"contract":"MNQ","side":"buy","type":"limit","limit_price":21400})");
  const auto order
    = std::string{R"([{"action":1,"data":{"id":3425270858,"accountId":101,)"}
      + R"("contractId":"CON.F.US.MNQ.Z26","symbolId":"F.US.MNQ",)"
        R"("creationTimestamp":"2026-11-19T15:00:00.0000003+00:00",)"
        R"("updateTimestamp":"2026-11-19T15:00:00.0000003+00:00","status":1,"type":1,"side":0,)"
        R"("size":1,"limitPrice":21400,"fillVolume":0}}])";
  CAF_CHECK_EQUAL(user.records.at(0), event("GatewayUserOrder", order));
  core.venue.settings().explicit_nulls = true;
  core.venue.settings().ids_as_strings = true;
  control("/control/trader/cancel", R"({"account":"PRAC-trader","order":3425270858})");
  CAF_CHECK(user.records.at(1).find(R"("stopPrice":null)") != std::string::npos);
  CAF_CHECK(user.records.at(1).find(R"("id":"3425270858","accountId":"101")") != std::string::npos);
}

CAF_TEST(events go only to who subscribed to them) {
  kept_connection other{simulator::hub_kind::user, "other", 2};
  core.events.add(other);
  subscribe(other, "SubscribeAccounts", "");
  subscribe(user, "SubscribeOrders", "101");
  set_can_trade(false);
  CAF_CHECK(user.records.empty());
  CAF_CHECK(other.records.empty());
  core.events.remove(other);
}

CAF_TEST(the first quote is full while later ones are differences) {
  subscribe(market, "SubscribeContractQuotes", R"("CON.F.US.MNQ.Z26")");
  invoke(market,
         R"({"type":1,"target":"SubscribeContractQuotes","arguments":["CON.F.US.MNQ.Z26"]})");
  CAF_CHECK_EQUAL(
    market.records.at(0),
    event("GatewayQuote",
          R"(["CON.F.US.MNQ.Z26",{"symbol":"F.US.MNQ","symbolName":"/MNQ","lastPrice":21500,)"
          R"("change":0,"changePercent":0,"bestBid":21500,"bestAsk":21500.25,"open":21500,)"
          R"("high":21500,"low":21500,"volume":0,)"
          R"("lastUpdated":"2026-11-19T15:00:00.0000003+00:00",)"
          R"("timestamp":"2026-11-19T15:00:00+00:00"}])"));
  wait(1s);
  control("/control/price", R"({"contract":"MNQ","price":21510.75,"bid":21500,"ask":21511})");
  CAF_CHECK_EQUAL(market.records.at(1),
                  event("GatewayQuote",
                        R"(["CON.F.US.MNQ.Z26",{"symbol":"F.US.MNQ","lastPrice":21510.75,)"
                        R"("change":10.75,"changePercent":0.0005,"bestAsk":21511,)"
                        R"("high":21510.75,"volume":1,)"
                        R"("lastUpdated":"2026-11-19T15:00:01.0000003+00:00",)"
                        R"("timestamp":"2026-11-19T15:00:01+00:00"}])"));
}

CAF_TEST(prints are arrays that can end in a null) {
  subscribe(market, "SubscribeContractTrades", R"("CON.F.US.MNQ.Z26")");
  core.venue.settings().null_padding = true;
  control("/control/price", R"({"contract":"MNQ","price":21499})");
  CAF_CHECK_EQUAL(market.records.at(0),
                  event("GatewayTrade",
                        R"(["CON.F.US.MNQ.Z26",[{"symbolId":"F.US.MNQ","price":21499,)"
                        R"("timestamp":"2026-11-19T15:00:00+00:00","type":1,"volume":1},null]])"));
}

CAF_TEST(event faults duplicate delay reorder lose) {
  subscribe(user, "SubscribeAccounts", "");
  control("/control/fault", R"({"kind":"event","action":"duplicate","copies":3,"times":1})");
  set_can_trade(false);
  CAF_CHECK_EQUAL(user.records.size(), 3u);
  set_can_trade(false);
  CAF_CHECK_EQUAL(user.records.size(), 4u);
  control("/control/fault",
          R"({"kind":"event","action":"delay","delay_ms":250,"times":1,"skip":1})");
  set_can_trade(false);
  CAF_CHECK(user.delays.at(4) == 0ms);
  set_can_trade(false);
  CAF_CHECK(user.delays.at(5) == 250ms);
  control("/control/fault", R"({"kind":"event","action":"lose","target":"GatewayUserTrade"})");
  set_can_trade(false);
  CAF_CHECK_EQUAL(user.records.size(), 7u);
  control("/control/fault", R"({"kind":"event","action":"lose","hub":"user"})");
  set_can_trade(false);
  CAF_CHECK_EQUAL(user.records.size(), 7u);
  control("/control/clear_faults", "");
  control("/control/fault", R"({"kind":"event","action":"reorder","delay_ms":1000})");
  for (int i = 0; i < 50; ++i)
    set_can_trade(false);
  CAF_CHECK_EQUAL(user.delays.size(), 57u);
  CAF_CHECK(!std::is_sorted(user.delays.begin() + 7, user.delays.end()));
}

CAF_TEST(connection faults act on the chosen connections) {
  control("/control/fault", R"({"kind":"hub","action":"half_open","hub":"market"})");
  CAF_CHECK_EQUAL(market.end, "silent");
  CAF_CHECK_EQUAL(user.end, "");
  control("/control/fault",
          R"({"kind":"hub","action":"close","error":"bye","allow_reconnect":true,"hub":"user"})");
  CAF_CHECK_EQUAL(user.end, "close bye reconnect");
  control("/control/fault", R"({"kind":"hub","action":"drop","user":"other"})");
  CAF_CHECK_EQUAL(market.end, "silent");
}

CAF_TEST(a session that ends says so on its connections) {
  control("/control/end_sessions", R"({"user":"trader"})");
  CAF_CHECK_EQUAL(user.records.at(0), event("GatewayLogout", "[]"));
  CAF_CHECK_EQUAL(user.end, "close Connection closed with an error.");
  CAF_CHECK_EQUAL(market.records.at(0), event("GatewayLogout", "[]"));
  CAF_CHECK_EQUAL(post("/api/Account/search", "{}").status, 401u);
}

CAF_TEST(a negotiated id opens one connection) {
  auto negotiation = hub_request("/hubs/User/negotiate", "POST");
  negotiation.query["negotiateversion"] = "1";
  const auto reply = core.negotiate(negotiation).value();
  CAF_CHECK_EQUAL(reply.status, 200u);
  const auto document = json::exact_document::parse(reply.body).value();
  auto request = hub_request("/hubs/user", "GET");
  request.query["id"] = std::string{*document.root()["connectionToken"].text()};
  simulator::http_reply refused;
  CAF_CHECK(core.admit(request, refused).value().user == "trader");
  CAF_CHECK(!core.admit(request, refused).has_value());
  CAF_CHECK_EQUAL(refused.status, 409u);
  request.query["id"] = "unknown";
  CAF_CHECK(!core.admit(request, refused).has_value());
  CAF_CHECK_EQUAL(refused.status, 404u);
}

CAF_TEST(old negotiation has no connection token) {
  const auto reply = core.negotiate(hub_request("/hubs/market/negotiate", "POST")).value();
  const auto document = json::exact_document::parse(reply.body).value();
  CAF_CHECK(document.root()["connectionToken"].is_missing());
  auto request = hub_request("/hubs/market", "GET");
  request.query["id"] = std::string{*document.root()["connectionId"].text()};
  simulator::http_reply refused;
  CAF_CHECK(core.admit(request, refused).has_value());
}

CAF_TEST(connections need a good token even while none are refused) {
  simulator::http_reply refused;
  CAF_CHECK(core.admit(hub_request("/hubs/user", "GET"), refused).has_value());
  control("/control/fault",
          R"({"kind":"hub","action":"refuse_connections","hub":"user","refuse_ms":1000})");
  CAF_CHECK(!core.admit(hub_request("/hubs/user", "GET"), refused).has_value());
  CAF_CHECK_EQUAL(refused.status, 503u);
  CAF_CHECK(core.admit(hub_request("/hubs/market", "GET"), refused).has_value());
  wait(1s);
  CAF_CHECK(core.admit(hub_request("/hubs/user", "GET"), refused).has_value());
  token += "x";
  CAF_CHECK(!core.admit(hub_request("/hubs/user", "GET"), refused).has_value());
  CAF_CHECK_EQUAL(refused.status, 401u);
  CAF_CHECK(!core.admit(hub_request("/hubs/other", "GET"), refused).has_value());
  CAF_CHECK_EQUAL(refused.status, 404u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_hubs
