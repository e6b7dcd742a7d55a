#define CAF_SUITE notify.exchange

#include "adapters/notify/http_exchange.hpp"

#include "adapters/projectx/tls.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "tests/unit/projectx/loopback_gateway.hpp"
#include "tests/unit/projectx/test_certificates.hpp"

#include <caf/test/unit_test.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace notify_exchange {

using namespace riskd;
using namespace std::chrono_literals;
using domain::delivery_end;
using kind = delivery_end::kind;
using test::scripted_reply;

namespace {

const auto now = *domain::parse_time("2026-03-03T16:00:00Z");

struct row {
  const char* label;
  unsigned status;
  std::string retry_after;
  std::string body;
  kind how;
  std::optional<domain::duration> pause;
};

/// Sends requests to one server.
struct client {
  client(boost::asio::io_context& io, const std::string& address,
         boost::asio::ssl::context* tls = nullptr)
    : loop(io), opener(io, tls, clock, projectx::parse_url(address).value()) {
  }

  delivery_end send(const notify::http_message& what) {
    std::optional<delivery_end> end;
    const auto one = std::make_shared<notify::http_exchange>(loop, opener, clock);
    one->start(what, [&](const delivery_end& x) { end = x; });
    CAF_REQUIRE(!end);
    CAF_REQUIRE(test::run_until(loop, [&] { return end.has_value(); }));
    loop.restart();
    loop.poll();
    return *end;
  }

  boost::asio::io_context& loop;
  adapters::system_clock clock;
  projectx::connector opener;
};

notify::http_message post() {
  return {true, "/secret?a=b", "application/json", {{"Authorization", "Bearer t"}}, "{}"};
}

struct fixture {
  void answer_with(scripted_reply reply) {
    server.answer = [reply](const test::seen_request&) {
      return reply;
    };
  }

  boost::asio::io_context io;
  test::loopback_gateway server{io};
};

} // namespace

CAF_TEST(replies mean what their status says) {
  const std::vector<row> rows{
    {"good", 200, "", "", kind::delivered, {}},
    {"good without a body", 204, "9", "", kind::delivered, {}},
    {"moved", 302, "", "", kind::refused, {}},
    {"bad request", 400, "", "{\"retry_after\": 1}", kind::refused, 1s},
    {"no such address", 404, "", "", kind::refused, {}},
    {"too slow", 408, "", "", kind::failed, {}},
    {"too many by field", 429, "7", "{\"retry_after\": 1}", kind::failed, 7s},
    {"too many by date", 429, "Tue, 03 Mar 2026 16:00:05 GMT", "", kind::failed, 5s},
    {"as discord says it", 429, "", "{\"retry_after\": 0.5, \"global\": false}", kind::failed,
     500ms},
    {"as telegram says it", 429, "", "{\"ok\": false, \"parameters\": {\"retry_after\": 30}}",
     kind::failed, 30s},
    {"nonsense", 429, "soon", "{\"retry_after\": \"soon\", \"parameters\": 1}", kind::failed, {}},
    {"below zero", 429, "", "{\"retry_after\": -1}", kind::failed, {}},
    {"beyond belief", 429, "", "{\"retry_after\": 1e300}", kind::failed, {}},
    {"no document", 503, "", "<html>", kind::failed, {}},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    const auto end = notify::judge_reply(each.status, each.retry_after, each.body, now);
    CAF_CHECK(end.how == each.how);
    CAF_CHECK(each.how == kind::delivered || end.retry_after == each.pause);
    CAF_CHECK_EQUAL(end.reason.empty(), each.how == kind::delivered);
  }
}

CAF_TEST_FIXTURE_SCOPE(http_exchange_tests, fixture)

CAF_TEST(a request is sent as it is) {
  client one{io, server.address()};
  CAF_CHECK(one.send(post()).how == kind::delivered);
  CAF_REQUIRE_EQUAL(server.requests.size(), 1u);
  CAF_CHECK_EQUAL(server.requests[0].path, "/secret?a=b");
  CAF_CHECK_EQUAL(server.requests[0].body, "{}");
  CAF_CHECK_EQUAL(server.requests[0].authorization, "Bearer t");
  CAF_CHECK(one.send({false, "/beat", "", {}, ""}).how == kind::delivered);
  CAF_CHECK_EQUAL(server.requests[1].path, "/beat");
  CAF_CHECK_EQUAL(server.connections, 2u);
}

CAF_TEST(nothing that a receiver says is repeated) {
  answer_with({404, "Cannot POST /secret", {}, {}});
  client one{io, server.address()};
  const auto end = one.send(post());
  CAF_CHECK(end.how == kind::refused);
  CAF_CHECK_EQUAL(end.reason, "HTTP 404: is the url right?");
}

CAF_TEST(a reply that is far too long still counts) {
  answer_with({200, std::string(1'000'000, 'x'), {}, {}});
  client one{io, server.address()};
  CAF_CHECK(one.send(post()).how == kind::delivered);
}

CAF_TEST(a failure names no address) {
  answer_with({200, "", scripted_reply::ending::close_before, {}});
  client one{io, server.address()};
  auto end = one.send(post());
  CAF_CHECK(end.how == kind::failed);
  CAF_CHECK(end.reason.starts_with("read: "));
  answer_with({200, "garbage", scripted_reply::ending::raw, {}});
  end = one.send(post());
  CAF_CHECK(end.how == kind::failed);
  server.refuse();
  end = one.send(post());
  CAF_CHECK(end.how == kind::failed);
  CAF_CHECK_EQUAL(end.reason, "connect: Connection refused");
}

CAF_TEST_FIXTURE_SCOPE_END()

CAF_TEST(only a server with the right certificate gets the message) {
  boost::asio::io_context io;
  const test::test_authority trusted;
  const test::test_authority stranger;
  projectx::tls_contexts trusts;
  const auto made
    = trusts.open({projectx::parse_url("https://localhost").value()}, trusted.root_file());
  auto* good = made.value().get();
  const auto settings = trusted.server("localhost");
  test::loopback_gateway server{io, settings.get()};
  client one{io, server.named_address("localhost"), good};
  CAF_CHECK(one.send(post()).how == kind::delivered);

  const auto foreign = stranger.server("localhost");
  test::loopback_gateway other{io, foreign.get()};
  client two{io, other.named_address("localhost"), good};
  const auto refused = two.send(post());
  CAF_CHECK(refused.how == kind::failed);
  CAF_CHECK(refused.reason.starts_with("TLS: "));
  CAF_CHECK(other.requests.empty());

  const auto elsewhere = trusted.server("example.com");
  test::loopback_gateway third{io, elsewhere.get()};
  client three{io, third.named_address("localhost"), good};
  CAF_CHECK(three.send(post()).how == kind::failed);
  CAF_CHECK(third.requests.empty());
}

} // namespace notify_exchange
