#define CAF_SUITE control_api.answers

#include "adapters/control_api/server.hpp"
#include "tests/unit/control_api/golden_file.hpp"
#include "tests/unit/control_api/running_server.hpp"
#include "tests/unit/control_api/sample_status.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>

namespace control_api_answers {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

struct fixture : test::running_server {
  /// Asks, and compares the answer with the golden file.
  bool matches(std::string_view target, const char* name, unsigned status = 200) {
    const auto found = get(target);
    CAF_CHECK_EQUAL(found.status, status);
    return test::equals_golden(name, found.body);
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(answer_tests, fixture)

CAF_TEST(answers about a daemon that has published nothing yet) {
  CAF_CHECK(matches("/v1/status", "status_empty"));
  CAF_CHECK(matches("/v1/health", "health_empty", 503));
}

CAF_TEST(answers about a daemon at work) {
  // R-O-4, R-O-5, R-O-8, R-L-2.
  publish(test::busy_status());
  clock.pass(1500ms);
  CAF_CHECK(matches("/v1/status", "status_busy"));
  CAF_CHECK(matches("/v1/accounts", "accounts_busy"));
  CAF_CHECK(matches("/v1/locks", "locks_busy"));
  CAF_CHECK(matches("/v1/health", "health_busy"));
  CAF_CHECK(matches("/v1/version", "version"));
  CAF_CHECK(test::equals_golden_text("metrics_busy.txt", get("/v1/metrics").body));
}

CAF_TEST(answers about a daemon in trouble) {
  publish(test::troubled_status());
  CAF_CHECK(matches("/v1/status", "status_troubled"));
  CAF_CHECK(matches("/v1/health", "health_troubled", 503));
  CAF_CHECK(matches("/v1/locks", "locks_troubled"));
  CAF_CHECK(test::equals_golden_text("metrics_troubled.txt", get("/v1/metrics").body));
}

CAF_TEST(one account is found by its name as well as by its id) {
  publish(test::busy_status());
  CAF_CHECK(matches("/v1/accounts/B%2F2%20%25", "account_b2"));
  CAF_CHECK(matches("/v1/accounts/7654321", "account_b2"));
  CAF_CHECK(matches("/v1/accounts/4321", "account_unknown", 404));
  CAF_CHECK(matches("/v1/accounts/", "not_found", 404));
}

CAF_TEST(lists can be narrowed to one account) {
  publish(test::busy_status());
  CAF_CHECK(matches("/v1/locks?account=A-1", "locks_a1"));
  CAF_CHECK(matches("/v1/locks?account=42", "locks_c3"));
  CAF_CHECK(matches("/v1/accounts?account=A-1", "accounts_a1"));
  CAF_CHECK(matches("/v1/status?account=A-1", "status_a1"));
  CAF_CHECK(matches("/v1/pnl?account=A-1", "pnl_a1"));
  CAF_CHECK(matches("/v1/positions?account=A-1", "positions_a1"));
  CAF_CHECK(matches("/v1/orders?account=B%2F2%20%25", "orders_b2"));
  CAF_CHECK(matches("/v1/status?account=nobody", "account_nobody", 404));
}

CAF_TEST(what cannot be asked is refused) {
  CAF_CHECK(matches("/", "not_found", 404));
  CAF_CHECK(matches("/v2/status", "not_found", 404));
  CAF_CHECK(matches("/v1/status/", "not_found", 404));
  CAF_CHECK(matches("/v1/status?acount=A-1", "unknown_parameter", 400));
  CAF_CHECK(matches("/v1/%zz", "bad_escape", 400));
}

CAF_TEST(remaining times run down without a new status) {
  publish(test::busy_status());
  const auto remaining = [this] {
    return nlohmann::json::parse(get("/v1/locks").body)["locks"][0]["remaining_seconds"].get<int>();
  };
  // Locked until 23:00:00, taken at 15:00:10.25.
  CAF_CHECK_EQUAL(remaining(), 8 * 3600 - 10);
  clock.pass(1h);
  CAF_CHECK_EQUAL(remaining(), 7 * 3600 - 10);
  clock.pass(24h);
  CAF_CHECK_EQUAL(remaining(), 0);
}

CAF_TEST(bytes that are no utf8 leave the rest of the answer intact) {
  auto status = test::ready_status();
  status.accounts = {test::account_builder{"A\xff", 1}.built()};
  publish(status);
  const auto found = get("/v1/accounts");
  CAF_CHECK_EQUAL(found.status, 200u);
  CAF_CHECK_EQUAL(nlohmann::json::parse(found.body)["accounts"][0]["name"].get<std::string>(),
                  "A\xef\xbf\xbd");
}

CAF_TEST(no answer shows a whole account number) {
  // R-O-4.
  publish(test::busy_status());
  for (const auto* target : {"/v1/status", "/v1/accounts", "/v1/locks", "/v1/health", "/v1/pnl",
                             "/v1/positions", "/v1/orders"}) {
    const auto body = get(target).body;
    CAF_CHECK(body.find("1234567") == std::string::npos);
    CAF_CHECK(body.find("7654321") == std::string::npos);
    CAF_CHECK(body.find("99998888") == std::string::npos);
  }
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace control_api_answers
