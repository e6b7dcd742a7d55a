#define CAF_SUITE control_api.server

#include "adapters/control_api/server.hpp"

#include "tests/unit/control_api/running_server.hpp"
#include "tests/unit/control_api/sample_status.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace control_api_server {

using namespace riskd;
using namespace riskd::control_api;
using namespace std::chrono_literals;

namespace {

constexpr auto short_patience = 50ms;

server_options impatient() {
  server_options options;
  options.client_timeout = short_patience;
  return options;
}

bool has_line(const test::running_server& running, std::string_view event) {
  const auto lines = running.lines->all();
  return std::any_of(lines.begin(), lines.end(), [event](const std::string& line) {
    return line.find(R"("event":")" + std::string{event} + '"') != std::string::npos;
  });
}

/// Status line and headers of what a raw request is answered with.
std::string head_of(const test::running_server& running, const std::string& bytes) {
  test::raw_connection client{running.socket()};
  client.send(bytes);
  client.end_sending();
  const auto received = client.receive_all();
  return received.substr(0, received.find("\r\n\r\n"));
}

} // namespace

CAF_TEST(an answer is json that nobody stores) {
  const test::running_server running;
  test::raw_connection client{running.socket()};
  client.send("GET /v1/version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const auto received = client.receive_all();
  CAF_CHECK(received.starts_with("HTTP/1.1 200 OK\r\n"));
  CAF_CHECK(received.find("Content-Type: application/json\r\n") != std::string::npos);
  CAF_CHECK(received.find("Cache-Control: no-store\r\n") != std::string::npos);
  CAF_CHECK(received.find(R"({"schema":1,"name":"riskd",)") != std::string::npos);
}

CAF_TEST(one connection serves several requests) {
  const test::running_server running;
  test::raw_connection client{running.socket()};
  for (int i = 0; i < 3; ++i) {
    CAF_CHECK(client.send("GET /v1/version HTTP/1.1\r\nHost: x\r\n\r\n"));
    CAF_CHECK(client.receive_until("}\n").starts_with("HTTP/1.1 200 OK\r\n"));
  }
}

CAF_TEST(a head request gets no body) {
  const test::running_server running;
  test::raw_connection client{running.socket()};
  client.send("HEAD /v1/version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const auto received = client.receive_all();
  CAF_CHECK(received.starts_with("HTTP/1.1 200 OK\r\n"));
  const auto length = std::to_string(running.get("/v1/version").body.size());
  CAF_CHECK(received.find("Content-Length: " + length + "\r\n") != std::string::npos);
  CAF_CHECK(received.ends_with("\r\n\r\n"));
}

CAF_TEST(a method that a path lacks is refused with those it has) {
  const test::running_server running;
  const auto head = head_of(running, "POST /v1/status HTTP/1.1\r\nHost: x\r\n\r\n");
  CAF_CHECK(head.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"));
  CAF_CHECK(head.find("Allow: GET, HEAD\r\n") != std::string::npos);
  CAF_CHECK(
    head_of(running, "BREW /v1/status HTTP/1.1\r\nHost: x\r\n\r\n").starts_with("HTTP/1.1 405 "));
}

CAF_TEST(what is no http is refused) {
  const test::running_server running;
  CAF_CHECK(head_of(running, "unlock everything\r\n\r\n").starts_with("HTTP/1.1 400 "));
  CAF_CHECK(
    head_of(running, "GET http://x/v1/status HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 400 "));
}

CAF_TEST(a header beyond the limit is refused) {
  const test::running_server running;
  const auto request = [](std::size_t size) {
    return "GET /v1/version HTTP/1.1\r\nConnection: close\r\nX: " + std::string(size, 'x')
           + "\r\n\r\n";
  };
  CAF_CHECK(head_of(running, request(7'000)).starts_with("HTTP/1.1 200 "));
  CAF_CHECK(head_of(running, request(9'000)).starts_with("HTTP/1.1 431 "));
  CAF_CHECK(head_of(running, request(900'000)).starts_with("HTTP/1.1 431 "));
}

CAF_TEST(a body beyond the limit is refused) {
  const test::running_server running;
  const auto request = [](std::size_t size) {
    return "POST /v1/version HTTP/1.1\r\nConnection: close\r\nContent-Length: "
           + std::to_string(size) + "\r\n\r\n" + std::string(size, 'x');
  };
  CAF_CHECK(head_of(running, request(64 * 1024)).starts_with("HTTP/1.1 405 "));
  CAF_CHECK(head_of(running, request(64 * 1024 + 1)).starts_with("HTTP/1.1 413 "));
}

CAF_TEST(a client that sends nothing is cut off) {
  const test::running_server running{impatient()};
  test::raw_connection client{running.socket()};
  CAF_CHECK_EQUAL(client.receive_all(), "");
}

CAF_TEST(a client that sends half a request is cut off) {
  const test::running_server running{impatient()};
  test::raw_connection client{running.socket()};
  client.send("GET /v1/version HTTP/1.1\r\nX: ");
  CAF_CHECK_EQUAL(client.receive_all(), "");
}

CAF_TEST(a client that sends byte by byte is cut off all the same) {
  auto options = impatient();
  options.header_bytes_max = 1U << 30U;
  const test::running_server running{options};
  test::raw_connection client{running.socket()};
  client.send("GET /v1/version HTTP/1.1\r\nX: ");
  // Ends because the server closes: a byte now and then must not buy more time.
  while (client.send("x"))
    std::this_thread::yield();
  CAF_CHECK_EQUAL(client.receive_all(), "");
}

CAF_TEST(a client that never takes its answer is cut off) {
  const auto large = route{method::get, "/large", role::trader, {}, [](const call&) {
                             return answer{200, std::string(2U << 20U, 'x'), ""};
                           }};
  const test::running_server running{impatient(), {large}};
  test::raw_connection client{running.socket()};
  client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  // The server can close only by giving up: until then nothing is read here.
  while (client.send("x"))
    std::this_thread::yield();
  CAF_CHECK_LESS(client.receive_all().size(), 2U << 20U);
}

CAF_TEST(connections beyond the limit are turned away until one ends) {
  const test::running_server running;
  std::vector<std::unique_ptr<test::raw_connection>> open;
  for (int i = 0; i < 64; ++i) {
    open.push_back(std::make_unique<test::raw_connection>(running.socket()));
    CAF_REQUIRE(open.back()->send("GET /v1/version HTTP/1.1\r\nHost: x\r\n\r\n"));
    CAF_REQUIRE(open.back()->receive_until("}\n").starts_with("HTTP/1.1 200 "));
  }
  const auto refused = running.get("/v1/version");
  CAF_CHECK_EQUAL(refused.status, 503u);
  CAF_CHECK(refused.body.find("too_many_connections") != std::string::npos);
  CAF_CHECK(has_line(running, "control_api.connections_exhausted"));
  open.back()->end_sending();
  CAF_CHECK_EQUAL(open.back()->receive_all(), "");
  CAF_CHECK_EQUAL(running.get("/v1/version").status, 200u);
}

CAF_TEST(several clients are served at once) {
  test::running_server running;
  running.publish(test::busy_status());
  std::vector<std::thread> clients;
  std::vector<unsigned> statuses(8 * 20);
  for (std::size_t client = 0; client < 8; ++client)
    clients.emplace_back([&, client] {
      for (std::size_t i = 0; i < 20; ++i)
        statuses[client * 20 + i] = running.get("/v1/status").status;
    });
  for (int i = 0; i < 100; ++i)
    running.publish(test::busy_status());
  for (auto& each : clients)
    each.join();
  CAF_CHECK(std::all_of(statuses.begin(), statuses.end(), [](unsigned x) { return x == 200; }));
}

CAF_TEST(a stream tells each status once) {
  server_options options;
  options.event_interval = 1ms;
  test::running_server running{options};
  running.publish(test::busy_status());
  test::raw_connection client{running.socket()};
  client.send("GET /v1/stream HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto first = client.receive_until("}\n\n");
  CAF_CHECK(first.starts_with("HTTP/1.1 200 OK\r\n"));
  CAF_CHECK(first.find("Content-Type: text/event-stream\r\n") != std::string::npos);
  CAF_CHECK(first.find("Content-Length") == std::string::npos);
  const auto data = first.substr(first.find("data: ") + 6);
  const auto told = json::parse(data);
  auto asked = json::parse(running.get("/v1/status").body);
  CAF_CHECK_EQUAL(told.at("accounts").dump(), asked.at("accounts").dump());
  CAF_CHECK(first.find("data: ") == first.rfind("data: "));
  auto later = test::busy_status();
  later.pid = 4711;
  running.publish(later);
  const auto second = client.receive_until("}\n\n");
  CAF_CHECK(second.starts_with("data: {"));
  const auto pid = json::parse(second.substr(6)).at("daemon").at("pid").get<int>();
  CAF_CHECK_EQUAL(pid, 4711);
}

CAF_TEST(a silent stream is kept alive) {
  server_options options;
  options.event_interval = 1ms;
  options.event_silence_max = 3ms;
  const auto silent = route{method::get, "/silent", role::trader, {}, [](const call&) {
                              answer out;
                              out.feed = [] {
                                return std::optional<std::string>{};
                              };
                              return out;
                            }};
  const test::running_server running{options, {silent}};
  test::raw_connection client{running.socket()};
  client.send("GET /silent HTTP/1.1\r\nHost: x\r\n\r\n");
  CAF_CHECK(client.receive_until(":\n\n:\n\n").ends_with("\r\n\r\n:\n\n:\n\n"));
}

CAF_TEST(a client that leaves its events untaken is cut off) {
  auto options = impatient();
  options.event_interval = 1ms;
  const auto endless = route{method::get, "/endless", role::trader, {}, [](const call&) {
                               answer out;
                               out.feed = [] {
                                 return std::optional{std::string(64U << 10U, 'x')};
                               };
                               return out;
                             }};
  const test::running_server running{options, {endless}};
  test::raw_connection client{running.socket()};
  client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
  // Ends because the server closes: nothing is read here.
  while (client.send("x"))
    std::this_thread::yield();
  CAF_CHECK(!client.receive_all().empty());
}

CAF_TEST(a stream of one account tells of that account only) {
  server_options options;
  options.event_interval = 1ms;
  test::running_server running{options};
  running.publish(test::busy_status());
  CAF_CHECK_EQUAL(running.get("/v1/stream?account=nobody").status, 404u);
  test::raw_connection client{running.socket()};
  client.send("GET /v1/stream?account=A-1 HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto told = client.receive_until("}\n\n");
  const auto accounts = json::parse(told.substr(told.find("data: ") + 6)).at("accounts");
  CAF_REQUIRE_EQUAL(accounts.size(), 1u);
  CAF_CHECK_EQUAL(accounts.at(0).at("name").get<std::string>(), "A-1");
}

CAF_TEST(a feed that fails ends its own stream) {
  const auto failing = route{method::get, "/fail", role::trader, {}, [](const call&) {
                               answer out;
                               out.feed = []() -> std::optional<std::string> {
                                 throw std::runtime_error("planted");
                               };
                               return out;
                             }};
  const test::running_server running{{}, {failing}};
  test::raw_connection client{running.socket()};
  client.send("GET /fail HTTP/1.1\r\nHost: x\r\n\r\n");
  CAF_CHECK(client.receive_all().ends_with("\r\n\r\n"));
  CAF_CHECK(has_line(running, "control_api.request_failed"));
  CAF_CHECK_EQUAL(running.get("/v1/version").status, 200u);
}

CAF_TEST(a handler that fails costs only its own answer) {
  const auto failing = route{method::get, "/fail", role::trader, {}, [](const call&) -> answer {
                               throw std::runtime_error("planted");
                             }};
  const test::running_server running{{}, {failing}};
  const auto found = running.get("/fail");
  CAF_CHECK_EQUAL(found.status, 500u);
  CAF_CHECK(found.body.find("planted") == std::string::npos);
  CAF_CHECK(has_line(running, "control_api.request_failed"));
  CAF_CHECK_EQUAL(running.get("/v1/version").status, 200u);
}

CAF_TEST(a second server leaves the socket to the first) {
  const test::running_server running;
  server_options options;
  options.socket = running.socket();
  CAF_CHECK(!server::start(options, {}, {}));
  CAF_CHECK_EQUAL(running.get("/v1/version").status, 200u);
}

CAF_TEST(stopping removes the socket even with clients connected) {
  test::running_server running;
  test::raw_connection idle{running.socket()};
  CAF_CHECK_EQUAL(running.get("/v1/version").status, 200u);
  running.server.reset();
  CAF_CHECK(!std::filesystem::exists(running.socket()));
  CAF_CHECK_EQUAL(idle.receive_all(), "");
  const auto found = get(running.socket(), "/v1/version", 30s);
  CAF_REQUIRE(!found);
  CAF_CHECK(found.error().code == domain::failure_code::connection_lost);
}

} // namespace control_api_server
