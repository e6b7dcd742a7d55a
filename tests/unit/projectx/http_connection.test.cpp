#define CAF_SUITE projectx.http_connection

#include "adapters/projectx/http_connection.hpp"

#include "adapters/projectx/tls.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "tests/unit/projectx/loopback_gateway.hpp"
#include "tests/unit/projectx/test_certificates.hpp"

#include <caf/test/unit_test.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace projectx_http_connection {

using namespace riskd::projectx;
using namespace std::chrono_literals;
using riskd::test::loopback_gateway;
using riskd::test::scripted_reply;
using kind = http_end::kind;

namespace {

/// One connection to one server.
struct client {
  client(boost::asio::io_context& io, const std::string& address,
         boost::asio::ssl::context* tls = nullptr)
    : loop(io), opener(io, tls, clock, parse_url(address).value()) {
  }

  ~client() {
    connection->close();
    loop.restart();
    loop.poll();
  }

  http_end call(const std::string& body = "{}", riskd::domain::duration deadline = 5s) {
    std::optional<http_end> end;
    connection->exchange({"/api/x", body, "token-1"}, deadline,
                         [&](http_end x) { end = std::move(x); });
    CAF_REQUIRE(riskd::test::run_until(loop, [&] { return end.has_value(); }));
    return *end;
  }

  boost::asio::io_context& loop;
  riskd::adapters::system_clock clock;
  connector opener;
  std::shared_ptr<http_connection> connection
    = std::make_shared<http_connection>(loop, opener, clock);
};

struct fixture {
  boost::asio::io_context io;
  loopback_gateway server{io};

  void answer_with(scripted_reply reply) {
    server.answer = [reply](const riskd::test::seen_request&) {
      return reply;
    };
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(http_connection_tests, fixture)

CAF_TEST(requests share one kept connection) {
  client one{io, server.address()};
  answer_with({200, "hello", {}, {}});
  for (int i = 0; i < 3; ++i) {
    const auto end = one.call("{\"n\":1}");
    CAF_CHECK(end.how == kind::replied);
    CAF_CHECK_EQUAL(end.status, 200u);
    CAF_CHECK_EQUAL(end.body, "hello");
    CAF_CHECK(end.sent.has_value());
  }
  CAF_CHECK_EQUAL(server.connections, 1u);
  CAF_REQUIRE_EQUAL(server.requests.size(), 3u);
  CAF_CHECK_EQUAL(server.requests[0].path, "/api/x");
  CAF_CHECK_EQUAL(server.requests[0].body, "{\"n\":1}");
  CAF_CHECK_EQUAL(server.requests[0].authorization, "Bearer token-1");
}

CAF_TEST(fields of the reply are handed on) {
  client one{io, server.address()};
  answer_with({429, "", {}, {{"Retry-After", "7"}, {"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}}});
  const auto end = one.call();
  CAF_CHECK_EQUAL(end.status, 429u);
  CAF_CHECK(end.retry_after == "7");
  CAF_CHECK(end.date == riskd::domain::parse_time("1994-11-06T08:49:37Z"));
}

CAF_TEST(a reply that ends the connection is followed by a new one) {
  client one{io, server.address()};
  answer_with({200, "x", scripted_reply::ending::close_after, {}});
  CAF_CHECK(one.call().how == kind::replied);
  CAF_CHECK(one.call().how == kind::replied);
  CAF_CHECK_EQUAL(server.connections, 2u);
}

CAF_TEST(silence beyond the deadline loses a request that was written) {
  client one{io, server.address()};
  answer_with({200, "", scripted_reply::ending::silence, {}});
  const auto end = one.call("{}", 50ms);
  CAF_CHECK(end.how == kind::lost);
  CAF_CHECK(end.timed_out);
  CAF_CHECK(end.sent.has_value());
  CAF_CHECK(one.connection->is_closed());
}

CAF_TEST(a hang up after the request loses it) {
  client one{io, server.address()};
  answer_with({200, "", scripted_reply::ending::close_before, {}});
  const auto end = one.call();
  CAF_CHECK(end.how == kind::lost);
  CAF_CHECK(!end.timed_out);
  CAF_CHECK_EQUAL(server.requests.size(), 1u);
}

CAF_TEST(what is no complete reply loses the request) {
  client one{io, server.address()};
  for (const auto* text :
       {"garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "HTTP/1.1 2"}) {
    CAF_MESSAGE(text);
    answer_with({200, text, scripted_reply::ending::raw, {}});
    CAF_CHECK(one.call().how == kind::lost);
  }
}

CAF_TEST(a refused connection means that nothing was written) {
  client one{io, server.address()};
  server.refuse();
  const auto end = one.call();
  CAF_CHECK(end.how == kind::not_written);
  CAF_CHECK(!end.sent.has_value());
  CAF_CHECK(!end.reason.empty());
}

// R-F-12: a close must never be sent twice.
CAF_TEST(a request on a connection that died of age is sent once) {
  client one{io, server.address()};
  CAF_CHECK(one.call("first").how == kind::replied);
  server.hang_up();
  CAF_REQUIRE(riskd::test::run_until(io, [&] { return one.connection->is_closed(); }));
  CAF_CHECK(one.call("second").how == kind::replied);
  CAF_CHECK_EQUAL(server.connections, 2u);
  CAF_CHECK_EQUAL(server.requests.size(), 2u);
}

CAF_TEST(a request that races with the end of its connection is never sent twice) {
  for (int round = 0; round < 50; ++round) {
    client one{io, server.address()};
    CAF_REQUIRE(one.call("first").how == kind::replied);
    const auto before = server.requests.size();
    server.hang_up();
    const auto end = one.call("second");
    const auto arrived = server.requests.size() - before;
    CAF_CHECK(arrived <= 1);
    CAF_CHECK(end.how != kind::replied || arrived == 1);
    CAF_CHECK(end.how != kind::not_written || arrived == 0);
  }
}

CAF_TEST(a connection can be opened ahead of its first request) {
  client one{io, server.address()};
  one.connection->warm_up();
  CAF_REQUIRE(riskd::test::run_until(io, [&] { return one.connection->is_ready(); }));
  CAF_CHECK(one.call().how == kind::replied);
  CAF_CHECK_EQUAL(server.connections, 1u);
}

CAF_TEST(a request during the opening waits for it) {
  client one{io, server.address()};
  one.connection->warm_up();
  CAF_CHECK(one.call().how == kind::replied);
  CAF_CHECK_EQUAL(server.connections, 1u);
}

CAF_TEST(an idle connection that closes is told at once) {
  client one{io, server.address()};
  bool told = false;
  one.connection->on_idle_close([&] { told = true; });
  CAF_CHECK(one.call().how == kind::replied);
  CAF_CHECK(!told);
  server.hang_up();
  CAF_CHECK(riskd::test::run_until(io, [&] { return told; }));
}

CAF_TEST(a name is looked up) {
  client one{io, server.named_address("localhost")};
  CAF_CHECK(one.call().how == kind::replied);
}

CAF_TEST(a name that nobody knows means that nothing was written) {
  client one{io, "http://no-such-host.invalid"};
  CAF_CHECK(one.call().how == kind::not_written);
}

CAF_TEST_FIXTURE_SCOPE_END()

namespace {

struct tls_fixture {
  boost::asio::io_context io;
  tls_contexts trusts;
  riskd::test::test_authority authority;
  std::unique_ptr<boost::asio::ssl::context> certificate = authority.server("localhost");
  loopback_gateway server{io, certificate.get()};

  http_end call(const std::string& address, const std::optional<std::string>& root) {
    const auto settings = trusts.open({parse_url(address).value()}, root);
    CAF_REQUIRE(settings.has_value());
    client one{io, address, settings->get()};
    return one.call();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(tls_tests, tls_fixture)

CAF_TEST(a server with the right name under a trusted root is accepted) {
  const auto end = call(server.named_address("localhost"), authority.root_file());
  CAF_CHECK(end.how == kind::replied);
  CAF_CHECK_EQUAL(server.requests.size(), 1u);
}

CAF_TEST(a server with another name is refused) {
  const auto end = call(server.address(), authority.root_file());
  CAF_CHECK(end.how == kind::not_written);
  CAF_CHECK(end.reason.find("TLS") != std::string::npos);
  CAF_CHECK(server.requests.empty());
}

CAF_TEST(a server under an unknown root is refused) {
  CAF_CHECK(call(server.named_address("localhost"), std::nullopt).how == kind::not_written);
  const riskd::test::test_authority other;
  CAF_CHECK(call(server.named_address("localhost"), other.root_file()).how == kind::not_written);
  CAF_CHECK(server.requests.empty());
}

CAF_TEST(a certificate can name a number) {
  const auto numbered = authority.server("127.0.0.1");
  loopback_gateway second{io, numbered.get()};
  CAF_CHECK(call(second.address(), authority.root_file()).how == kind::replied);
}

CAF_TEST(a server without TLS is refused where TLS is asked for) {
  loopback_gateway plain{io};
  auto address = plain.named_address("localhost");
  address.replace(0, 4, "https");
  CAF_CHECK(call(address, authority.root_file()).how == kind::not_written);
  CAF_CHECK(plain.requests.empty());
}

CAF_TEST(a trust anchor counts as its file is now) {
  const riskd::test::test_authority other;
  const auto address = server.named_address("localhost");
  const auto before = trusts.open({parse_url(address).value()}, other.root_file());
  CAF_CHECK(call(address, other.root_file()).how == kind::not_written);
  std::filesystem::copy_file(authority.root_file(), other.root_file(),
                             std::filesystem::copy_options::overwrite_existing);
  CAF_CHECK(call(address, other.root_file()).how == kind::replied);
  // Who asked before goes on with what the file was.
  client early{io, address, before->get()};
  CAF_CHECK(early.call().how == kind::not_written);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace projectx_http_connection
