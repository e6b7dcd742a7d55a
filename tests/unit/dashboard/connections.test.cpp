#define CAF_SUITE dashboard.connections

#include "adapters/dashboard/server.hpp"
#include "tests/unit/dashboard/running_dashboard.hpp"

#include <caf/test/unit_test.hpp>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace dashboard_connections {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

using test::hub_connection;
using test::running_dashboard;

dashboard::server_options impatient() {
  dashboard::server_options options;
  options.client_timeout = 50ms;
  return options;
}

} // namespace

CAF_TEST(one connection serves several requests) {
  const running_dashboard hub;
  hub_connection client{hub.server->port()};
  for (int i = 0; i < 3; ++i) {
    CAF_CHECK(client.send(running_dashboard::request("GET", "/favicon.svg")));
    const auto found = client.receive_answer();
    CAF_CHECK_EQUAL(found.body, "<svg/>");
  }
  client.send(running_dashboard::request("GET", "/favicon.svg", "Connection: close\r\n"));
  CAF_CHECK(client.receive_all().starts_with("HTTP/1.1 200 OK\r\n"));
}

CAF_TEST(requests that come at once are answered in their order) {
  const running_dashboard hub;
  hub_connection client{hub.server->port()};
  client.send(running_dashboard::request("GET", "/favicon.svg")
              + running_dashboard::request("GET", "/nothing"));
  const auto first = client.receive_answer();
  const auto second = client.receive_answer();
  CAF_CHECK_EQUAL(first.status, 200u);
  CAF_CHECK_EQUAL(second.status, 404u);
}

CAF_TEST(what is no http is refused) {
  const running_dashboard hub;
  for (const auto* text :
       {"unlock everything\r\n\r\n", "GET  HTTP/9.9\r\n\r\n", "\x16\x03\x01\r\n\r\n"}) {
    hub_connection client{hub.server->port()};
    client.send(text);
    const auto found = client.receive_answer();
    CAF_CHECK_EQUAL(found.status, 400u);
  }
  const auto absolute = hub.ask("GET", "http://localhost/");
  CAF_CHECK_EQUAL(absolute.status, 400u);
}

CAF_TEST(a header beyond the limit is refused) {
  const running_dashboard hub;
  const auto status = [&hub](std::size_t size) {
    return hub.ask("GET", "/", "X: " + std::string(size, 'x') + "\r\n").status;
  };
  CAF_CHECK_EQUAL(status(8'000), 200u);
  CAF_CHECK_EQUAL(status(8'300), 431u);
  CAF_CHECK_EQUAL(status(200'000), 431u);
}

CAF_TEST(a body beyond the limit is refused) {
  const running_dashboard hub;
  const auto status = [&hub](std::size_t size) {
    return hub.ask("POST", "/api/session", "X-Requested-With: riskmon\r\n", std::string(size, 'x'))
      .status;
  };
  CAF_CHECK_EQUAL(status(4'096), 400u);
  CAF_CHECK_EQUAL(status(4'097), 413u);
  CAF_CHECK_EQUAL(status(300'000), 413u);
}

CAF_TEST(a client that is mute is cut off as well as one that stops midway) {
  const running_dashboard hub{impatient()};
  for (const auto* text : {"", "GET / HTTP/1.1\r\nX: ",
                           "POST /api/session HTTP/1.1\r\nHost: localhost"
                           "\r\nContent-Length: 9\r\n\r\n{"}) {
    hub_connection client{hub.server->port()};
    client.send(text);
    CAF_CHECK_EQUAL(client.receive_all(), "");
  }
}

CAF_TEST(a client that sends byte by byte is cut off all the same) {
  auto options = impatient();
  options.header_bytes_max = 1U << 30U;
  const running_dashboard hub{options};
  hub_connection client{hub.server->port()};
  client.send("GET / HTTP/1.1\r\nX: ");
  // Ends because the server closes: a byte now and then must not buy more time.
  while (client.send("x"))
    std::this_thread::yield();
  CAF_CHECK_EQUAL(client.receive_all(), "");
}

CAF_TEST(a client that never takes its answer is cut off) {
  const test::private_folder folder;
  static_cast<void>(folder.put("index.html", "the page"));
  static_cast<void>(folder.put("large.js", std::string(16U << 20U, 'x')));
  auto options = impatient();
  options.page = folder.path();
  options.connections_max = 1;
  const running_dashboard hub{options};
  constexpr int small_buffer = 4'096;
  hub_connection client{hub.server->port(), small_buffer};
  client.send(running_dashboard::request("GET", "/large.js"));
  // Its place is free again once it is cut off.
  while (hub.ask("GET", "/").status != 200)
    std::this_thread::yield();
  CAF_CHECK(client.receive_all().size() < 16U << 20U);
}

CAF_TEST(too many connections are told so) {
  dashboard::server_options options;
  options.connections_max = 2;
  const running_dashboard hub{options};
  std::vector<std::unique_ptr<hub_connection>> open;
  for (int i = 0; i < 2; ++i) {
    open.push_back(std::make_unique<hub_connection>(hub.server->port()));
    open.back()->send(running_dashboard::request("GET", "/"));
    const auto found = open.back()->receive_answer();
    CAF_CHECK_EQUAL(found.status, 200u);
  }
  const auto refused = hub.ask("GET", "/");
  CAF_CHECK_EQUAL(refused.status, 503u);
  CAF_CHECK(refused.body.find("too_many_connections") != std::string::npos);
  CAF_CHECK(hub.has_line("dashboard.connections_exhausted"));
  open.clear();
  while (hub.ask("GET", "/").status != 200)
    std::this_thread::yield();
}

CAF_TEST(where there is no page the api is served alone) {
  const test::private_folder folder;
  test::set_clock clock;
  dashboard::fleet_status_board board;
  test::sample_records history;
  dashboard::server_options options;
  options.port = 0;
  options.logins.token_file = folder.put("token", test::hub_token);
  const auto server = dashboard::server::start(options, {board, history, clock}, {}).value();
  hub_connection client{server->port()};
  client.send(running_dashboard::request("GET", "/"));
  const auto page = client.receive_answer();
  CAF_CHECK_EQUAL(page.status, 404u);
  client.send(running_dashboard::request("GET", "/api/session"));
  const auto session = client.receive_answer();
  CAF_CHECK_EQUAL(session.status, 401u);
}

CAF_TEST(a server that would do harm never starts) {
  const test::private_folder folder;
  test::set_clock clock;
  dashboard::fleet_status_board board;
  test::sample_records history;
  dashboard::server_options good;
  good.port = 0;
  good.logins.token_file = folder.put("token", test::hub_token);
  const auto starts = [&](auto change) {
    auto options = good;
    change(options);
    return dashboard::server::start(options, {board, history, clock}, {}).has_value();
  };
  CAF_CHECK(starts([](auto&) {}));
  CAF_CHECK(!starts([](auto& x) { x.address = "localhost"; }));
  CAF_CHECK(!starts([](auto& x) { x.address = "192.0.2.1"; }));
  CAF_CHECK(!starts([](auto& x) { x.address = "0.0.0.0"; }));
  CAF_CHECK(!starts([](auto& x) { x.logins.token_file = "/nothing"; }));
  CAF_CHECK(!starts([](auto& x) { x.page = "/nothing"; }));
  CAF_CHECK(!starts([](auto& x) { x.tls = {"/nothing", "/nothing"}; }));
  const auto running = dashboard::server::start(good, {board, history, clock}, {}).value();
  CAF_CHECK(!starts([&](auto& x) { x.port = running->port(); }));
}

CAF_TEST(a server ends while clients are connected) {
  auto hub = std::make_unique<running_dashboard>();
  hub_connection idle{hub->server->port()};
  hub_connection busy{hub->server->port()};
  busy.send(running_dashboard::request("GET", "/favicon.svg"));
  const auto found = busy.receive_answer();
  hub.reset();
  CAF_CHECK_EQUAL(found.status, 200u);
  CAF_CHECK_EQUAL(idle.receive_all(), "");
  CAF_CHECK_EQUAL(busy.receive_all(), "");
}

} // namespace dashboard_connections
