#define CAF_SUITE projectx.gateway_probe

#include "adapters/projectx/gateway_probe.hpp"

#include "adapters/projectx/tls.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "tests/unit/projectx/loopback_gateway.hpp"
#include "tests/unit/projectx/test_certificates.hpp"

#include <boost/asio/post.hpp>
#include <caf/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <string>
#include <vector>

namespace projectx_gateway_probe {

using namespace riskd;
using namespace std::chrono_literals;
using domain::check_result;
using domain::diagnosis_check;

namespace {

using checks = std::vector<diagnosis_check>;

/// Probes from a thread of its own while `io` serves.
checks probe(boost::asio::io_context& io, const projectx::probe_target& target,
             domain::duration limit = 10s) {
  const adapters::system_clock clock;
  std::atomic<bool> over = false;
  projectx::tls_contexts trusts;
  auto found = std::async(std::launch::async, [&] {
    auto all = projectx::probe_gateway(target, trusts, clock, limit);
    over = true;
    // Wakes whoever runs `io`.
    boost::asio::post(io, [] {});
    return all;
  });
  CAF_REQUIRE(test::run_until(io, [&] { return over.load(); }));
  return found.get();
}

/// `name_lookup passed, connect passed, ...`
std::string results_of(const checks& all) {
  std::string out;
  for (const auto& each : all)
    out += (out.empty() ? "" : ", ") + each.name + " " + to_string(each.result);
  return out;
}

struct fixture {
  boost::asio::io_context io;
  test::loopback_gateway server{io};

  void answer_with(test::scripted_reply reply) {
    server.answer = [reply](const test::seen_request&) {
      return reply;
    };
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(gateway_probe_tests, fixture)

// R-O-3
CAF_TEST(a gateway that answers passes without a login) {
  answer_with({200, "pong", {}, {}});
  const auto found = probe(io, {server.named_address("localhost"), {}});
  CAF_CHECK_EQUAL(results_of(found),
                  "name_lookup passed, connect passed, tls skipped, ping passed");
  CAF_CHECK_EQUAL(found[2].detail, "not encrypted");
  CAF_CHECK(found[3].took.has_value());
  CAF_REQUIRE_EQUAL(server.requests.size(), 1u);
  CAF_CHECK_EQUAL(server.requests[0].path, "/api/Status/ping");
  CAF_CHECK_EQUAL(server.requests[0].authorization, "");
}

CAF_TEST(the answer may be in quotes but must be the right one) {
  answer_with({200, "\"pong\"", {}, {}});
  CAF_CHECK(probe(io, {server.address(), {}})[3].result == check_result::passed);
  answer_with({200, "<html>welcome</html>", {}, {}});
  const auto other = probe(io, {server.address(), {}})[3];
  CAF_CHECK(other.result == check_result::failed);
  CAF_CHECK(other.detail.find("welcome") != std::string::npos);
  answer_with({503, "", {}, {}});
  const auto unready = probe(io, {server.address(), {}});
  CAF_CHECK_EQUAL(unready[3].detail, "HTTP 503");
}

CAF_TEST(what follows a failure is skipped) {
  server.refuse();
  const auto refused = probe(io, {server.address(), {}});
  CAF_CHECK_EQUAL(results_of(refused),
                  "name_lookup skipped, connect failed, tls skipped, ping skipped");
  CAF_CHECK(refused[1].detail.find("127.0.0.1 port ") == 0);
  CAF_CHECK(refused[1].took.has_value());
  const auto no_address = probe(io, {"ftp://localhost", {}});
  CAF_CHECK_EQUAL(results_of(no_address),
                  "name_lookup failed, connect skipped, tls skipped, ping skipped");
}

CAF_TEST(a gateway that never answers costs no more than the limit) {
  answer_with({200, "", test::scripted_reply::ending::silence, {}});
  const auto found = probe(io, {server.address(), {}}, 300ms);
  CAF_CHECK_EQUAL(found[3].detail, "no answer in time");
  CAF_CHECK(found[3].result == check_result::failed);
}

CAF_TEST(a probe can be stopped) {
  answer_with({200, "", test::scripted_reply::ending::silence, {}});
  const adapters::system_clock clock;
  std::stop_source source;
  source.request_stop();
  projectx::tls_contexts trusts;
  const auto found = projectx::probe_gateway({server.address(), {}}, trusts, clock,
                                             std::chrono::hours{1}, source.get_token());
  CAF_CHECK_EQUAL(found.size(), 4u);
}

CAF_TEST_FIXTURE_SCOPE_END()

// R-O-3
CAF_TEST(encryption is a check of its own) {
  const test::test_authority authority;
  boost::asio::io_context io;
  const auto certificate = authority.server("localhost");
  test::loopback_gateway server{io, certificate.get()};
  server.answer = [](const test::seen_request&) {
    return test::scripted_reply{200, "pong", {}, {}};
  };
  const auto trusted = probe(io, {server.named_address("localhost"), authority.root_file()});
  CAF_CHECK_EQUAL(results_of(trusted),
                  "name_lookup passed, connect passed, tls passed, ping passed");
  CAF_CHECK(trusted[2].detail.find("TLSv1.3, certificate valid until 20") == 0);
  const auto unknown = probe(io, {server.named_address("localhost"), {}});
  CAF_CHECK_EQUAL(results_of(unknown),
                  "name_lookup passed, connect passed, tls failed, ping skipped");
}

CAF_TEST(a trust anchor that is none is said before anything is tried) {
  boost::asio::io_context io;
  for (const std::string scheme : {"http", "https"}) {
    const auto found = probe(io, {scheme + "://localhost", "/no/such/file.pem"});
    CAF_CHECK_EQUAL(results_of(found),
                    "name_lookup failed, connect skipped, tls skipped, ping skipped");
    CAF_CHECK_EQUAL(found[0].detail,
                    "cannot set up TLS with /no/such/file.pem: No such file or directory");
  }
}

} // namespace projectx_gateway_probe
