#define CAF_SUITE projectx.session_hubs

#include "adapters/projectx/session.hpp"
#include "tests/unit/projectx/describe.hpp"
#include "tests/unit/projectx/session_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <set>
#include <string>

namespace projectx_session_hubs {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const std::string separator = "\x1e";

const std::string trade_record
  = R"({"type":1,"target":"GatewayUserTrade","arguments":[{"action":0,"data":{"id":7,"accountId":26282001}}]})";

/// A session whose two hubs are connected and subscribed.
struct hub_fixture : session_fixture {
  /// Connects both hubs and waits until both links are up.
  void connect() {
    log_in();
    subject->subscribe({the_account()});
    CAF_REQUIRE(wait([&] { return links() == "up up"; }));
  }

  [[nodiscard]] std::string links() const {
    return link_state(link::user_hub) + " " + link_state(link::market_hub);
  }

  /// The latest connection to the hub of that name.
  [[nodiscard]] loopback_hub& hub(const std::string& name) const {
    for (auto found = server.hubs.rbegin(); found != server.hubs.rend(); ++found)
      if ((*found)->target().starts_with("/hubs/" + name))
        return **found;
    throw std::logic_error("no such hub");
  }

  [[nodiscard]] std::size_t connections_of(const std::string& name) const {
    std::size_t count = 0;
    for (const auto& x : server.hubs)
      count += x->target().starts_with("/hubs/" + name) ? 1u : 0u;
    return count;
  }

  [[nodiscard]] std::string delivered() const {
    std::string lines;
    for (const auto& event : events)
      if (std::holds_alternative<account_event>(event.report)
          || std::holds_alternative<quote_delta>(event.report))
        lines += describe(event.report) + ";";
    return lines;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(session_hub_tests, hub_fixture)

// R-G-6, WIRE 4.5.
CAF_TEST(a link is up once every subscription is confirmed) {
  std::vector<std::string> held;
  server.on_hub = [&](loopback_hub& x) {
    if (x.target().starts_with("/hubs/user"))
      x.on_record = [&](loopback_hub& user, const std::string& record) {
        if (record.find("target") == std::string::npos)
          user.behave(record);
        else
          held.push_back(record);
      };
  };
  log_in();
  subject->subscribe({the_account(), account_id{5}});
  CAF_REQUIRE(wait([&] { return held.size() == 7 && link_state(link::market_hub) == "up"; }));
  CAF_CHECK_EQUAL(hub("user").records()[0], R"({"protocol":"json","version":1})");
  CAF_CHECK_EQUAL(hub("user").count_of("SubscribeAccounts"), 1u);
  for (const auto* name : {"SubscribeOrders", "SubscribePositions", "SubscribeTrades"})
    CAF_CHECK_EQUAL(hub("user").count_of(name), 2u);
  CAF_CHECK_EQUAL(hub("user").count_of(R"("arguments":[26282001])"), 3u);
  for (std::size_t i = 0; i < held.size(); ++i) {
    CAF_CHECK_EQUAL(link_state(link::user_hub), "");
    hub("user").complete(held[i]);
  }
  CAF_CHECK(wait([&] { return link_state(link::user_hub) == "up"; }));
}

CAF_TEST(the token stands in the address of both hubs) {
  connect();
  for (const auto& x : server.hubs)
    CAF_CHECK(x->target().find("?access_token=eyJh.") != std::string::npos);
}

CAF_TEST(records are read however they are packed) {
  connect();
  const auto both = trade_record + separator + "{\"type\":6}" + separator;
  const auto expected
    = describe(broker_report{account_event{
        the_account(), trade_row{trade_id{7}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}}})
      + ";";
  hub("user").send(both + both);
  hub("user").send(trade_record.substr(0, 40));
  hub("user").send(trade_record.substr(40) + separator + trade_record.substr(0, 1));
  hub("user").send_fragments({trade_record.substr(1, 20), "", trade_record.substr(21) + separator});
  CAF_REQUIRE(wait([&] { return count<account_event>() == 4; }));
  CAF_CHECK_EQUAL(delivered(), expected + expected + expected + expected);
}

CAF_TEST(a handshake reply in pieces with a record behind it is understood) {
  server.on_hub = [&](loopback_hub& x) {
    x.on_record = [](loopback_hub& from, const std::string& record) {
      if (record.find("protocol") == std::string::npos) {
        from.behave(record);
        return;
      }
      from.send("{");
      from.send("}" + separator + trade_record + separator);
    };
  };
  connect();
  CAF_CHECK_EQUAL(count<account_event>(), 2u);
}

CAF_TEST(a refused handshake is tried again) {
  server.on_hub = [&](loopback_hub& x) {
    if (server.hubs.size() <= 2)
      x.on_record = [](loopback_hub& from, const std::string&) {
        from.send(R"({"error":"not today"})" + separator);
      };
  };
  connect();
  CAF_CHECK(server.hubs.size() >= 4);
}

CAF_TEST(a malformed record is told while the connection lives on) {
  connect();
  hub("user").send(R"({"type":1,"token":"eyJabc.def)" + separator);
  hub("user").send("[]" + separator + trade_record + separator);
  CAF_REQUIRE(wait([&] { return count<account_event>() == 1; }));
  CAF_CHECK_EQUAL(count<frame_rejected>(), 2u);
  for (const auto& event : events)
    if (const auto* rejected = std::get_if<frame_rejected>(&event.report)) {
      CAF_CHECK(rejected->which == link::user_hub);
      CAF_CHECK(rejected->excerpt.find("abc") == std::string::npos);
    }
  CAF_CHECK_EQUAL(links(), "up up");
}

CAF_TEST(an oversized record is told while the connection lives on) {
  connect();
  hub("user").send(std::string(5'000'000, 'x') + separator + trade_record + separator);
  CAF_REQUIRE(wait([&] { return count<account_event>() == 1; }));
  CAF_CHECK_EQUAL(count<frame_rejected>(), 1u);
  CAF_CHECK_EQUAL(connections_of("user"), 1u);
}

// A-154 is about the logout; here the connection only breaks.
CAF_TEST(a broken link reconnects with subscriptions renewed) {
  connect();
  hub("user").drop();
  CAF_REQUIRE(wait([&] { return link_state(link::user_hub) == "down"; }));
  CAF_REQUIRE(wait([&] { return link_state(link::user_hub) == "up"; }));
  CAF_CHECK_EQUAL(connections_of("user"), 2u);
  CAF_CHECK_EQUAL(connections_of("market"), 1u);
  CAF_CHECK_EQUAL(hub("user").count_of("SubscribeTrades"), 1u);
  CAF_CHECK_EQUAL(link_state(link::market_hub), "up");
}

CAF_TEST(a close record ends the connection with its reason) {
  connect();
  hub("market").send(R"({"type":7,"error":"Connection closed with an error."})" + separator);
  CAF_REQUIRE(wait([&] { return link_state(link::market_hub) == "down"; }));
  CAF_CHECK_EQUAL(last<link_changed>().reason,
                  "closed by the server: Connection closed with an error.");
  CAF_CHECK(wait([&] { return link_state(link::market_hub) == "up"; }));
}

// R-G-6: no record for 30 s is a loss.
CAF_TEST(a silent server is left) {
  settings.timing.hub_silence = 100ms;
  settings.timing.hub_ping = 20ms;
  log_in();
  subject->subscribe({the_account()});
  CAF_REQUIRE(wait([&] { return link_state(link::user_hub) == "down"; }));
  CAF_CHECK_EQUAL(last<link_changed>().reason, "no record for too long");
  CAF_CHECK(wait([&] { return connections_of("user") >= 2; }));
}

// The process may stand still between the reply to the handshake and the look at the clock.
CAF_TEST(a link that is lost in the moment it opens is tried again) {
  settings.timing.hub_silence = 0ms;
  log_in();
  subject->subscribe({the_account()});
  CAF_REQUIRE(wait([&] { return connections_of("user") >= 3; }));
  CAF_CHECK_EQUAL(last<link_changed>().reason, "no record for too long");
  CAF_CHECK_EQUAL(hub("user").count_of("SubscribeOrders"), 0u);
}

CAF_TEST(pings go out while we are silent) {
  settings.timing.hub_ping = 5ms;
  connect();
  auto& user = hub("user");
  CAF_CHECK(wait([&] { return user.count_of(R"({"type":6})") >= 3; }));
}

CAF_TEST(a server without a handshake reply is left) {
  settings.timing.hub_open = 30ms;
  server.on_hub = [&](loopback_hub& x) {
    if (server.hubs.size() <= 2)
      x.on_record = [](loopback_hub&, const std::string&) {
      };
  };
  connect();
  CAF_CHECK(server.hubs.size() >= 4);
}

CAF_TEST(a subscription without an answer costs the connection) {
  settings.timing.hub_confirmation = 200ms;
  bool deaf = true;
  server.on_hub = [&](loopback_hub& x) {
    x.on_record = [&](loopback_hub& from, const std::string& record) {
      if (deaf && record.find("SubscribeTrades") != std::string::npos)
        deaf = false;
      else
        from.behave(record);
    };
  };
  connect();
  CAF_CHECK(connections_of("user") >= 2);
  CAF_CHECK(!deaf);
}

CAF_TEST(a refused subscription is told then tried again on the same connection) {
  int refusals = 2;
  server.on_hub = [&](loopback_hub& x) {
    x.on_record = [&](loopback_hub& from, const std::string& record) {
      if (record.find("SubscribeOrders") != std::string::npos && refusals-- > 0)
        from.complete(record, "no such account");
      else
        from.behave(record);
    };
  };
  log_in();
  subject->subscribe({the_account()});
  CAF_REQUIRE(wait([&] { return link_state(link::user_hub) == "down"; }));
  CAF_CHECK_EQUAL(last<link_changed>().reason, "SubscribeOrders refused: no such account");
  CAF_CHECK(wait([&] { return link_state(link::user_hub) == "up"; }));
  CAF_CHECK_EQUAL(connections_of("user"), 1u);
  CAF_CHECK_EQUAL(hub("user").count_of("SubscribeOrders"), 3u);
  CAF_CHECK_EQUAL(hub("user").count_of("SubscribeTrades"), 1u);
}

// A-154, R-G-6, WIRE 4.7.
CAF_TEST(a logout leads to a new login with both hubs subscribed anew) {
  connect();
  const auto logout = R"({"type":1,"target":"gatewaylogout","arguments":[]})" + separator;
  hub("user").send(logout);
  hub("market").send(logout);
  CAF_REQUIRE(wait([&] { return connections_of("user") == 2 && connections_of("market") == 2; }));
  CAF_REQUIRE(wait([&] { return links() == "up up"; }));
  CAF_CHECK_EQUAL(count<session_lost>(), 1u);
  CAF_CHECK(last<session_lost>().why == session_end::logged_out);
  CAF_CHECK_EQUAL(server.requests_for("/api/Auth/loginKey"), 2u);
  std::set<std::string> tokens;
  for (const auto& x : server.hubs)
    tokens.insert(x->target().substr(x->target().find('?')));
  CAF_CHECK_EQUAL(tokens.size(), 2u);
}

// R-G-6: the pauses that we make ourselves do not make the other client look harmless.
CAF_TEST(a second logout soon after the first delays the login) {
  connect();
  const auto logout = R"({"type":1,"target":"GatewayLogout"})" + separator;
  for (std::size_t round = 1; round <= 3; ++round) {
    hub("user").send(logout);
    CAF_REQUIRE(wait([&] { return count<session_lost>() == round; }));
    const auto& lost = last<session_lost>();
    CAF_CHECK(lost.why == (round == 1 ? session_end::logged_out : session_end::conflict));
    const auto least = settings.timing.conflict_pause_min;
    CAF_CHECK(lost.pause == (round == 1 ? duration{} : round == 2 ? least : 2 * least));
    CAF_REQUIRE(wait([&] { return connections_of("user") == round + 1 && links() == "up up"; }));
  }
  CAF_CHECK_EQUAL(server.requests_for("/api/Auth/loginKey"), 4u);
  CAF_CHECK_EQUAL(server.requests_for("/api/Auth/validate"), 0u);
}

CAF_TEST(a hub that refuses the token gets a better one) {
  log_in();
  server.upgrade_status = 401;
  subject->subscribe({the_account()});
  CAF_REQUIRE(wait([&] { return server.requests_for("/api/Auth/validate") > 0; }));
  server.upgrade_status = 101;
  CAF_CHECK(wait([&] { return links() == "up up"; }));
}

CAF_TEST(an old token is renewed before a reconnect) {
  settings.timing.token_fresh = 0ms;
  connect();
  const auto before = server.requests_for("/api/Auth/validate");
  const auto old_target = hub("user").target();
  hub("user").drop();
  CAF_REQUIRE(wait([&] { return connections_of("user") == 2; }));
  CAF_CHECK_EQUAL(server.requests_for("/api/Auth/validate"), before + 1);
  CAF_CHECK(hub("user").target() != old_target);
}

CAF_TEST(watched contracts are subscribed for quotes with trades) {
  log_in();
  subject->watch_quotes(contract_id{"A"});
  subject->watch_quotes(contract_id{"A"});
  subject->subscribe({the_account()});
  CAF_REQUIRE(wait([&] { return links() == "up up"; }));
  CAF_CHECK_EQUAL(hub("market").count_of(R"(["A"])"), 2u);
  subject->watch_quotes(contract_id{"B"});
  subject->unwatch_quotes(contract_id{"A"});
  CAF_REQUIRE(wait([&] { return hub("market").count_of("Unsubscribe") == 2; }));
  CAF_CHECK_EQUAL(hub("market").count_of(R"("SubscribeContractQuotes")"), 2u);
  CAF_CHECK_EQUAL(hub("market").count_of(R"("SubscribeContractTrades")"), 2u);
  hub("market").drop();
  CAF_REQUIRE(wait([&] { return connections_of("market") == 2; }));
  CAF_REQUIRE(wait([&] { return links() == "up up"; }));
  CAF_CHECK_EQUAL(hub("market").count_of(R"(["A"])"), 0u);
  CAF_CHECK_EQUAL(hub("market").count_of(R"(["B"])"), 2u);
}

CAF_TEST(quotes of watched contracts arrive) {
  connect();
  hub("market").send(
    R"({"type":1,"target":"GatewayQuote","arguments":["A",{"lastPrice":1.5}]})" + separator
    + R"({"type":1,"target":"GatewayTrade","arguments":["A",[{"price":2},null]]})" + separator);
  CAF_REQUIRE(wait([&] { return count<quote_delta>() == 2; }));
  CAF_CHECK_EQUAL(delivered(), "quote contract=A last=1.5;quote contract=A last=2;");
}

CAF_TEST(a new set of accounts replaces the old one) {
  connect();
  const auto ups = [&] {
    std::size_t found = 0;
    for (const auto& event : events)
      if (const auto* change = std::get_if<link_changed>(&event.report))
        found += change->which == link::user_hub && change->up ? 1u : 0u;
    return found;
  };
  CAF_CHECK_EQUAL(ups(), 1u);
  subject->subscribe({account_id{5}});
  CAF_REQUIRE(wait([&] { return ups() == 2; }));
  CAF_CHECK(wait([&] { return hub("user").count_of("Unsubscribe") == 3; }));
  CAF_CHECK_EQUAL(hub("user").count_of("SubscribeAccounts"), 1u);
  CAF_CHECK_EQUAL(hub("user").count_of(R"("arguments":[5])"), 3u);
}

// DESIGN 6: beyond the limit the socket is not read; nothing is lost.
CAF_TEST(reading stops while too many records are held) {
  settings.in_flight_max = 16;
  constexpr std::size_t sent = 20'000;
  connect();
  std::string flood;
  for (std::size_t i = 0; i < sent; ++i)
    flood += trade_record + separator;
  for (std::size_t at = 0; at < flood.size(); at += 50'000)
    hub("user").send(flood.substr(at, 50'000));
  CAF_REQUIRE(wait([&] { return count<account_event>() >= 16; }));
  // Everything that may happen without a credit given back happens now.
  io.restart();
  io.poll();
  const auto held = count<account_event>();
  CAF_CHECK(held < 2'000);
  events.clear();
  std::size_t seen = held;
  CAF_REQUIRE(wait([&] {
    seen += count<account_event>();
    events.clear();
    return seen == sent;
  }));
  CAF_CHECK_EQUAL(seen, sent);
}

CAF_TEST(after the stop nothing is reported) {
  connect();
  bool stopped = false;
  hub("user").send(trade_record + separator);
  subject->stop(5s, [&] { stopped = true; });
  CAF_REQUIRE(wait([&] { return stopped; }));
  const auto known = events.size();
  io.restart();
  io.poll();
  CAF_CHECK_EQUAL(events.size(), known);
  CAF_CHECK_EQUAL(links(), "up up");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace projectx_session_hubs
