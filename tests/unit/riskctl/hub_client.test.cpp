#define CAF_SUITE monitor.hub_client

#include "adapters/hub_client/hub_client.hpp"

#include "adapters/hub_client/hub_address.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "tests/unit/dashboard/own_certificate.hpp"
#include "tests/unit/dashboard/running_dashboard.hpp"
#include "tests/unit/riskctl/fixed_answer.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace monitor_hub_client {

using namespace riskd;
using namespace riskd::hub_client;
using namespace std::chrono_literals;

namespace {

using domain::failure_code;
using test::running_dashboard;

constexpr auto overview = "/api/overview";

projectx::url address(const std::string& text) {
  return parse_hub_address(text).value();
}

/// How to ask whoever listens on a port of this machine.
hub_access access_to(std::uint16_t port, const std::string& scheme = "http",
                     const std::string& host = "127.0.0.1") {
  return {address(scheme + "://" + host + ":" + std::to_string(port)),
          projectx::secret{std::string{test::hub_token}}, std::nullopt, false};
}

domain::result<hub_reply> asked(const hub_access& hub, const hub_limits& limits = {}) {
  const adapters::system_clock clock;
  return hub_client::get(hub, overview, clock, limits);
}

hub_limits impatient() {
  hub_limits out;
  out.patience = 50ms;
  return out;
}

/// A hub with a certificate of its own for 127.0.0.1.
struct encrypted_hub {
  encrypted_hub() : certificate(test::make_certificate(folder, "hub")) {
    options.tls = dashboard::tls_files{certificate.certificate, certificate.key};
    hub = std::make_unique<running_dashboard>(options);
  }

  [[nodiscard]] hub_access access(const std::filesystem::path& trusted,
                                  const std::string& host = "127.0.0.1") const {
    auto out = access_to(hub->server->port(), "https", host);
    out.ca_file = trusted.string();
    return out;
  }

  test::private_folder folder;
  test::own_certificate certificate;
  dashboard::server_options options;
  std::unique_ptr<running_dashboard> hub;
};

} // namespace

CAF_TEST(what a hub knows is told as it is) {
  const running_dashboard hub;
  const auto reply = asked(access_to(hub.server->port()));
  CAF_REQUIRE(reply.has_value());
  CAF_CHECK_EQUAL(reply->status, 200u);
  const auto directly = hub.get(overview);
  CAF_CHECK(reply->body == directly.body);
}

CAF_TEST(a wrong token is refused by the hub itself) {
  const running_dashboard hub;
  auto access = access_to(hub.server->port());
  access.token = projectx::secret{std::string{"the token of nobody"}};
  const auto reply = asked(access);
  CAF_REQUIRE(reply.has_value());
  CAF_CHECK_EQUAL(reply->status, 401u);
}

CAF_TEST(an encrypted hub is asked with its own authority) {
  const encrypted_hub encrypted;
  const auto reply = asked(encrypted.access(encrypted.certificate.certificate));
  CAF_REQUIRE(reply.has_value());
  CAF_CHECK_EQUAL(reply->status, 200u);
}

CAF_TEST(only a proven hub gets the token) {
  const encrypted_hub encrypted;
  const auto other = test::make_certificate(encrypted.folder, "other");
  auto of_the_system = encrypted.access({});
  of_the_system.ca_file.reset();
  // The certificate is that of the address, which the name is not.
  const std::pair<const char*, hub_access> rows[]{
    {"another authority", encrypted.access(other.certificate)},
    {"the authorities of the system", of_the_system},
    {"another name", encrypted.access(encrypted.certificate.certificate, "localhost")},
  };
  for (const auto& [label, access] : rows) {
    CAF_MESSAGE(label);
    const auto reply = asked(access);
    CAF_REQUIRE(reply.has_error());
    CAF_CHECK(reply.error().code == failure_code::connection_lost);
    CAF_CHECK(reply.error().sentence.find("certificate") != std::string::npos);
  }
}

CAF_TEST(authorities that cannot be read are named) {
  const encrypted_hub encrypted;
  for (const auto& file :
       {encrypted.folder.path() / "nothing", encrypted.folder.put("empty", "")}) {
    const auto reply = asked(encrypted.access(file));
    CAF_REQUIRE(reply.has_error());
    CAF_CHECK(reply.error().code == failure_code::storage_failed);
    CAF_CHECK(reply.error().sentence.find(file.string()) != std::string::npos);
  }
}

CAF_TEST(a hub that is gone is a lost connection) {
  const auto reply = asked(access_to(test::unused_port()));
  CAF_REQUIRE(reply.has_error());
  CAF_CHECK(reply.error().code == failure_code::connection_lost);
}

CAF_TEST(a silent hub is waited for as long as one is patient) {
  const test::fixed_answer silent{""};
  for (const auto* scheme : {"http", "https"}) {
    const auto reply = asked(access_to(silent.port(), scheme), impatient());
    CAF_REQUIRE(reply.has_error());
    CAF_CHECK(reply.error().code == failure_code::timed_out);
  }
}

CAF_TEST(answers that are none are told apart from lost ones) {
  struct row {
    const char* label;
    std::string bytes;
    failure_code code;
  };
  const row rows[]{
    {"another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", failure_code::malformed_input},
    {"cut off", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", failure_code::connection_lost},
    {"a huge one", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
     failure_code::malformed_input},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    const test::fixed_answer there{each.bytes};
    const auto reply = asked(access_to(there.port()));
    CAF_REQUIRE(reply.has_error());
    CAF_CHECK(reply.error().code == each.code);
  }
}

CAF_TEST(an answer may be as long as the limit) {
  const std::string body(1'000, 'x');
  const test::fixed_answer there{test::http_answer("200 OK", body)};
  hub_limits limits;
  limits.body_bytes_max = body.size();
  CAF_CHECK(asked(access_to(there.port()), limits).has_value());
  --limits.body_bytes_max;
  const auto reply = asked(access_to(there.port()), limits);
  CAF_REQUIRE(reply.has_error());
  CAF_CHECK(reply.error().code == failure_code::malformed_input);
}

CAF_TEST(a token leaves the machine in the clear only if that is wished) {
  dashboard::server_options options;
  options.names = {"0.0.0.0"};
  const running_dashboard hub{options};
  // Leads here, and is no address of the loopback interface.
  auto access = access_to(hub.server->port(), "http", "0.0.0.0");
  const auto reply = asked(access);
  CAF_REQUIRE(reply.has_error());
  CAF_CHECK(reply.error().code == failure_code::refused);
  access.allows_plain = true;
  const auto wished = asked(access);
  CAF_REQUIRE(wished.has_value());
  CAF_CHECK_EQUAL(wished->status, 200u);
  const test::fixed_answer elsewhere{""};
  CAF_CHECK(asked(access_to(elsewhere.port(), "http", "0.0.0.0"), impatient()).has_error());
  CAF_CHECK_EQUAL(elsewhere.visitors(), 0);
}

CAF_TEST(the own machine is told by its name) {
  for (const auto* host :
       {"localhost", "LocalHost", "127.0.0.1", "127.8.0.1", "[::1]", "[::ffff:127.0.0.1]"})
    CAF_CHECK(is_own_machine(address(std::string{"http://"} + host + ":8480")));
  for (const auto* host : {"0.0.0.0", "10.0.0.1", "localhost.example", "hub", "127.0.0.1.example",
                           "[::]", "[::ffff:10.0.0.1]", "[fe80::1]"})
    CAF_CHECK(!is_own_machine(address(std::string{"http://"} + host + ":8480")));
}

CAF_TEST(only addresses of web servers are those of hubs) {
  for (const auto* text : {"", "hub.example", "ws://hub.example", "wss://hub.example", "http://",
                           "https://hub.example?a=b", "http://me@hub.example", "ftp://hub.example"})
    CAF_CHECK(!parse_hub_address(text).has_value());
  CAF_CHECK_EQUAL(written_address(address("https://hub.example")), "https://hub.example");
  CAF_CHECK_EQUAL(written_address(address("http://[::1]:8480/hub/")), "http://[::1]:8480/hub");
}

CAF_TEST(a hub may stand below a path of a proxy) {
  const test::fixed_answer proxy{test::http_answer("404 Not Found", "no such page")};
  auto access = access_to(proxy.port());
  access.hub.path = "/hub";
  const auto reply = asked(access);
  CAF_REQUIRE(reply.has_value());
  CAF_CHECK_EQUAL(reply->status, 404u);
  const auto heard = proxy.heard();
  CAF_CHECK(heard.starts_with("GET /hub/api/overview HTTP/1.1\r\nHost: 127.0.0.1:"));
  CAF_CHECK(heard.find("\r\nAuthorization: Bearer the token of all tests\r\n")
            != std::string::npos);
}

} // namespace monitor_hub_client
