#define CAF_SUITE dashboard.live

#include "tests/unit/dashboard/running_dashboard.hpp"
#include "tests/unit/dashboard/sample_fleet.hpp"

#include <caf/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <sys/socket.h>

#include <memory>
#include <string>
#include <thread>

namespace dashboard_live {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

using nlohmann::json;
using test::hub_connection;
using test::live_frame;
using test::running_dashboard;

dashboard::server_options brisk() {
  dashboard::server_options options;
  options.live_interval = 5ms;
  options.tick_interval = 3'600s;
  return options;
}

dashboard::server_options ticking() {
  auto options = brisk();
  options.tick_interval = 20ms;
  return options;
}

std::string upgrade(const std::string& fields) {
  return running_dashboard::request(
    "GET", "/api/live",
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      + fields);
}

/// A client that was let in.
struct listener {
  explicit listener(const running_dashboard& hub, const std::string& fields, int buffer = 0)
    : connection(hub.server->port(), buffer) {
    connection.send(upgrade(fields));
    const auto begun = connection.receive_answer();
    CAF_REQUIRE_EQUAL(begun.status, 101u);
    // Of the key above, as RFC 6455 works it out in its section 1.3.
    CAF_CHECK_EQUAL(begun.field("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }

  [[nodiscard]] json next() {
    const auto frame = connection.receive_frame();
    CAF_REQUIRE_EQUAL(static_cast<unsigned>(frame.kind), live_frame::text);
    return json::parse(frame.content);
  }

  hub_connection connection;
};

constexpr std::size_t large_fleet_bytes = 8 * 900'000;
/// Less than the large fleet takes, and enough for it to travel fast.
constexpr int limited_buffer = 262'144;

/// More than the system takes for a client that reads nothing.
std::shared_ptr<const domain::fleet_status> a_large_fleet() {
  auto large = test::small_daemon("large", {});
  for (int i = 0; i < 8; ++i) {
    auto account = test::small_account("A-" + std::to_string(10 + i));
    account.what.document = R"({"notice":")" + std::string(900'000, 'x') + "\"}";
    large.accounts.push_back(std::move(account));
  }
  return test::a_fleet({large});
}

struct fixture {
  fixture() : hub(brisk()), client(hub, hub.session_field()) {
    first = client.next();
  }

  void change(std::size_t daemon, std::size_t account) {
    hub.board.publish(
      test::changed(*hub.board.latest(), daemon, [account](domain::fleet_daemon& x) {
        x.accounts.at(account).what.is_locked = !x.accounts.at(account).what.is_locked;
      }));
  }

  running_dashboard hub;
  listener client;
  json first;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(live_tests, fixture)

CAF_TEST(the overview comes first) {
  CAF_CHECK_EQUAL(first.at("type"), "overview");
  CAF_CHECK_EQUAL(first.at("schema"), 1);
  CAF_CHECK_EQUAL(first.at("daemons").size(), 4u);
  CAF_CHECK_EQUAL(first.at("daemons").at(1).at("accounts").size(), 3u);
  CAF_CHECK_EQUAL(first.at("alarms").at(0).at("id"), 2);
}

CAF_TEST(only what changed is told after it) {
  // The same content in new objects is no change.
  hub.board.publish(test::whole_fleet());
  change(1, 1);
  const auto account = client.next();
  CAF_CHECK_EQUAL(account.at("type"), "account");
  CAF_CHECK_EQUAL(account.at("daemon"), "home");
  CAF_CHECK_EQUAL(account.at("account").at("name"), "B/2 %");
  hub.board.publish(test::changed(*hub.board.latest(), 3, [](domain::fleet_daemon& x) {
    x.standing = domain::daemon_standing::live;
    x.accounts.erase(x.accounts.begin());
  }));
  const auto daemon = client.next();
  CAF_CHECK_EQUAL(daemon.at("type"), "daemon");
  CAF_CHECK_EQUAL(daemon.at("daemon").at("state"), "live");
  CAF_CHECK(!daemon.at("daemon").contains("accounts"));
  const auto gone = client.next();
  CAF_CHECK_EQUAL(gone.dump(), R"({"daemon":"vps","name":"A-1","type":"account_gone"})");
}

CAF_TEST(alarms are told) {
  auto status = std::make_shared<domain::fleet_status>(*hub.board.latest());
  status->alarms.insert(status->alarms.begin(),
                        test::an_alarm(9, domain::fleet_alarm_kind::audit_broken, "desk", ""));
  hub.board.publish(status);
  const auto alarm = client.next();
  CAF_CHECK_EQUAL(alarm.at("type"), "alarm");
  CAF_CHECK_EQUAL(alarm.at("alarm").at("id"), 9);
  CAF_CHECK(alarm.at("alarm").at("ended").is_null());
}

CAF_TEST(when a daemon is gone everything is told anew) {
  hub.board.publish(test::a_fleet({test::small_daemon("home", {"A-1"})}));
  const auto again = client.next();
  CAF_CHECK_EQUAL(again.at("type"), "overview");
  CAF_CHECK_EQUAL(again.at("daemons").size(), 1u);
}

CAF_TEST(each client that listens is told for itself) {
  listener other{hub, hub.session_field()};
  CAF_CHECK_EQUAL(other.next().at("type").get<std::string>(), "overview");
  change(1, 0);
  CAF_CHECK_EQUAL(other.next().at("account").at("name").get<std::string>(), "A-1");
  CAF_CHECK_EQUAL(client.next().at("account").at("name").get<std::string>(), "A-1");
}

CAF_TEST(whoever is logged out is told to log in again) {
  const auto shown = hub.session_field();
  listener other{hub, shown};
  CAF_CHECK_EQUAL(other.next().at("type").get<std::string>(), "overview");
  const auto ended = hub.ask("DELETE", "/api/session", "X-Requested-With: riskmon\r\n" + shown);
  CAF_CHECK_EQUAL(ended.status, 204u);
  const auto last = other.connection.receive_frame();
  CAF_CHECK_EQUAL(static_cast<unsigned>(last.kind), live_frame::close);
  CAF_CHECK_EQUAL(last.code(), 4401u);
  // The other session goes on.
  change(1, 0);
  CAF_CHECK_EQUAL(client.next().at("type").get<std::string>(), "account");
}

CAF_TEST(another token ends live connections) {
  static_cast<void>(hub.folder.put("token", "another token of this test"));
  const auto last = client.connection.receive_frame();
  CAF_CHECK_EQUAL(last.code(), 4401u);
  client.connection.send_frame(live_frame::close, last.content);
  CAF_CHECK_EQUAL(client.connection.receive_all(), "");
}

CAF_TEST(a client that talks is cut off) {
  client.connection.send_frame(live_frame::text, "unlock");
  const auto last = client.connection.receive_frame();
  CAF_CHECK_EQUAL(static_cast<unsigned>(last.kind), live_frame::close);
  CAF_CHECK_EQUAL(last.code(), 1008u);
}

CAF_TEST(a client that says goodbye is let go) {
  client.connection.send_frame(live_frame::close, std::string{"\x03\xe8", 2});
  const auto last = client.connection.receive_frame();
  CAF_CHECK_EQUAL(static_cast<unsigned>(last.kind), live_frame::close);
  CAF_CHECK_EQUAL(client.connection.receive_all(), "");
}

CAF_TEST_FIXTURE_SCOPE_END()

CAF_TEST(the time is told though nothing happens) {
  const running_dashboard hub{ticking()};
  listener client{hub, hub.session_field()};
  CAF_CHECK_EQUAL(client.next().at("type").get<std::string>(), "overview");
  for (int i = 0; i < 3; ++i)
    CAF_CHECK_EQUAL(client.next().dump(), R"({"now":"2026-03-03T15:00:10.250000Z","type":"tick"})");
}

CAF_TEST(programs listen with the token) {
  const running_dashboard hub{brisk()};
  listener client{hub, "Authorization: Bearer the token of all tests\r\n"};
  CAF_CHECK_EQUAL(client.next().at("type").get<std::string>(), "overview");
}

CAF_TEST(a stranger cannot listen) {
  const running_dashboard hub{brisk()};
  hub_connection client{hub.server->port()};
  client.send(upgrade("Cookie: riskmon_session=0\r\n"));
  const auto found = client.receive_answer();
  CAF_CHECK_EQUAL(found.status, 401u);
}

CAF_TEST(who talks before the connection is there is refused) {
  const running_dashboard hub{brisk()};
  hub_connection client{hub.server->port()};
  client.send(upgrade(hub.session_field()) + "more");
  const auto found = client.receive_answer();
  CAF_CHECK_EQUAL(found.status, 400u);
}

CAF_TEST(a client that takes nothing is cut off without costing memory) {
  auto options = brisk();
  options.stall_max = 500ms;
  options.connections_max = 2;
  const auto hub = std::make_unique<running_dashboard>(options);
  hub->board.publish(a_large_fleet());
  listener slow{*hub, hub->session_field(), limited_buffer};
  // One place is left, and two again once the slow client is gone.
  for (bool are_both_free = false; !are_both_free;) {
    hub_connection first{hub->server->port()};
    first.send(running_dashboard::request("GET", "/favicon.svg"));
    const auto one = first.receive_answer();
    are_both_free = one.status == 200 && hub->ask("GET", "/favicon.svg").status == 200;
    std::this_thread::yield();
  }
  CAF_CHECK(slow.connection.receive_all().size() < large_fleet_bytes);
}

CAF_TEST(what happens while a client is slow is told once) {
  auto options = brisk();
  options.stall_max = 5min;
  running_dashboard hub{options};
  const auto begin = a_large_fleet();
  hub.board.publish(begin);
  listener client{hub, hub.session_field(), limited_buffer};
  // Once its first byte is here the overview is made, and most of it is stuck on the way.
  char first = 0;
  CAF_REQUIRE_EQUAL(::recv(client.connection.descriptor(), &first, 1, MSG_PEEK), 1);
  auto status = begin;
  for (std::int64_t round = 1; round <= 50; ++round) {
    status = test::changed(*status, 0, [round](domain::fleet_daemon& x) {
      x.remark = "round " + std::to_string(round);
    });
    hub.board.publish(status);
  }
  CAF_CHECK_EQUAL(client.next().at("type").get<std::string>(), "overview");
  std::size_t told = 0;
  for (std::string remark; remark != "round 50"; ++told)
    remark = client.next().at("daemon").at("remark");
  CAF_CHECK_EQUAL(told, 1u);
}

} // namespace dashboard_live
