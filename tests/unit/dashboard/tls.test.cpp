#define CAF_SUITE dashboard.tls

#include "adapters/dashboard/tls_context.hpp"
#include "tests/unit/dashboard/own_certificate.hpp"
#include "tests/unit/dashboard/running_dashboard.hpp"

#include <caf/test/unit_test.hpp>
#include <openssl/ssl.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>

namespace dashboard_tls {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

using test::running_dashboard;

/// A client that trusts one certificate and speaks one version of TLS at most.
class tls_client {
public:
  tls_client(std::uint16_t port, const std::filesystem::path& trusted, int version)
    : connection_(port), context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
    SSL_CTX_set_max_proto_version(context_.get(), version);
    // The library itself refuses the oldest versions otherwise.
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_load_verify_file(context_.get(), trusted.c_str());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    stream_ = {SSL_new(context_.get()), SSL_free};
    SSL_set_fd(stream_.get(), connection_.descriptor());
    is_connected_ = SSL_connect(stream_.get()) == 1;
  }

  [[nodiscard]] bool is_connected() const {
    return is_connected_;
  }

  [[nodiscard]] std::string version() const {
    return SSL_get_version(stream_.get());
  }

  void send(const std::string& bytes) {
    SSL_write(stream_.get(), bytes.data(), static_cast<int>(bytes.size()));
  }

  /// What comes until this has come; all until the hub closes if that is empty or never comes.
  [[nodiscard]] std::string receive_until(const std::string& end) {
    std::string out;
    std::array<char, 4096> part{};
    while (end.empty() || out.find(end) == std::string::npos) {
      const int got = SSL_read(stream_.get(), part.data(), static_cast<int>(part.size()));
      if (got <= 0)
        break;
      out.append(part.data(), static_cast<std::size_t>(got));
    }
    return out;
  }

  /// Sends a request and returns all that comes until the hub closes.
  [[nodiscard]] std::string ask(const std::string& request) {
    send(request);
    return receive_until({});
  }

private:
  test::hub_connection connection_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> stream_{nullptr, SSL_free};
  bool is_connected_ = false;
};

struct fixture {
  fixture() : made(test::make_certificate(folder, "hub")) {
    options.tls = dashboard::tls_files{made.certificate, made.key};
  }

  test::private_folder folder;
  test::own_certificate made;
  dashboard::server_options options;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(dashboard_tls_tests, fixture)

CAF_TEST(the newer versions are spoken) {
  const running_dashboard hub{options};
  tls_client newest{hub.server->port(), made.certificate, TLS1_3_VERSION};
  CAF_REQUIRE(newest.is_connected());
  CAF_CHECK_EQUAL(newest.version(), "TLSv1.3");
  const auto page = newest.ask(running_dashboard::request("GET", "/", "Connection: close\r\n"));
  CAF_CHECK(page.starts_with("HTTP/1.1 200 OK\r\n"));
  CAF_CHECK(page.ends_with("<!doctype html>the page"));
  tls_client newer{hub.server->port(), made.certificate, TLS1_2_VERSION};
  CAF_REQUIRE(newer.is_connected());
  CAF_CHECK_EQUAL(newer.version(), "TLSv1.2");
}

CAF_TEST(the older ones are refused) {
  const running_dashboard hub{options};
  for (const int version : {TLS1_1_VERSION, TLS1_VERSION}) {
    const tls_client old{hub.server->port(), made.certificate, version};
    CAF_CHECK(!old.is_connected());
  }
}

CAF_TEST(a cookie is kept for encrypted connections) {
  const running_dashboard hub{options};
  tls_client client{hub.server->port(), made.certificate, TLS1_3_VERSION};
  const auto begun = client.ask(running_dashboard::request(
    "POST", "/api/session", "X-Requested-With: riskmon\r\nConnection: close\r\n",
    R"({"token":"the token of all tests"})"));
  CAF_CHECK(begun.starts_with("HTTP/1.1 204 "));
  CAF_CHECK(begun.find("; HttpOnly; SameSite=Strict; Secure\r\n") != std::string::npos);
}

CAF_TEST(live connections work over it) {
  const running_dashboard hub{options};
  tls_client client{hub.server->port(), made.certificate, TLS1_3_VERSION};
  client.send(running_dashboard::request(
    "GET", "/api/live",
    "Authorization: Bearer the token of all tests\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
  const auto told = client.receive_until(R"("alarms":[)");
  CAF_CHECK(told.starts_with("HTTP/1.1 101 "));
  CAF_CHECK(told.find(R"({"type":"overview","schema":1,)") != std::string::npos);
}

CAF_TEST(whoever speaks no tls gets nothing) {
  const running_dashboard hub{options};
  test::hub_connection plain{hub.server->port()};
  plain.send(running_dashboard::request("GET", "/"));
  CAF_CHECK(plain.receive_all().find("page") == std::string::npos);
}

CAF_TEST(a client that begins no handshake is cut off) {
  options.client_timeout = 50ms;
  const running_dashboard hub{options};
  test::hub_connection mute{hub.server->port()};
  CAF_CHECK_EQUAL(mute.receive_all(), "");
}

CAF_TEST(a certificate needs its own key kept safe) {
  const auto other = test::make_certificate(folder, "other");
  const auto is_good
    = [](const std::filesystem::path& certificate, const std::filesystem::path& key) {
        return dashboard::make_tls_server({certificate, key}).has_value();
      };
  CAF_CHECK(is_good(made.certificate, made.key));
  CAF_CHECK(!is_good(made.certificate, other.key));
  CAF_CHECK(!is_good(made.certificate, folder.path() / "nothing"));
  CAF_CHECK(!is_good(folder.path() / "nothing", made.key));
  CAF_CHECK(!is_good(made.key, made.certificate));
  std::filesystem::permissions(made.key, std::filesystem::perms{0604});
  CAF_CHECK(!is_good(made.certificate, made.key));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace dashboard_tls
