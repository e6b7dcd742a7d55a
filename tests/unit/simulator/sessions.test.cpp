#define CAF_SUITE simulator.sessions

#include "adapters/json/exact_document.hpp"
#include "adapters/simulator/json_web_token.hpp"
#include "adapters/simulator/rate_limiter.hpp"
#include "adapters/simulator/session_table.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_sessions {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;

// projectx-gateway.md 1.2, 3 and 9.2.

namespace {

struct fixture {
  fixture() {
    table.add_user("trader", "key");
  }

  domain::time_point now = time_of("2026-11-19T15:00:00Z");
  simulator::session_table table{"a secret"};
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(session_tests, fixture)

CAF_TEST(a token has the parts with the signature of the standard) {
  // Computed with an independent implementation of RFC 7519.
  const auto token = simulator::sign_token(R"({"sub":"trader","exp":1763564400})", "a secret");
  CAF_CHECK_EQUAL(token, "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                         "eyJzdWIiOiJ0cmFkZXIiLCJleHAiOjE3NjM1NjQ0MDB9."
                         "p2G8qEgQSp-Z6k1bhCBi-tiLc2sJVPkyzd9BfTuJXqI");
  CAF_CHECK_EQUAL(simulator::verify_token(token, "a secret").value_or(""),
                  R"({"sub":"trader","exp":1763564400})");
}

CAF_TEST(what was changed after signing is refused) {
  const auto token = simulator::sign_token(R"({"sid":1})", "a secret");
  CAF_CHECK(!simulator::verify_token(token, "another secret"));
  CAF_CHECK(!simulator::verify_token(token + "x", "a secret"));
  CAF_CHECK(!simulator::verify_token("x" + token, "a secret"));
  for (const auto* garbage : {"", ".", "..", "a.b", "a.b.c"})
    CAF_CHECK(!simulator::verify_token(garbage, "a secret"));
}

CAF_TEST(a token lives until the second of its expiry) {
  auto& owner = table.open("trader");
  const auto token = table.issue_token(owner, now, 60s, false);
  CAF_CHECK(table.find(token, now) == &owner);
  CAF_CHECK(table.find(token, now + 60s - 1us) == &owner);
  CAF_CHECK(table.find(token, now + 60s) == nullptr);
}

CAF_TEST(the claims tell when a token expires) {
  const auto token = table.issue_token(table.open("trader"), now, 24h, false);
  const auto claims = simulator::verify_token(token, "a secret").value();
  const auto document = json::exact_document::parse(claims).value();
  CAF_CHECK(document.root()["exp"].integer() == (now + 24h).time_since_epoch() / 1s);
  CAF_CHECK(document.root()["sub"].text() == "trader");
}

CAF_TEST(a renewed token can end the older one) {
  auto& owner = table.open("trader");
  const auto first = table.issue_token(owner, now, 60s, false);
  const auto second = table.issue_token(owner, now, 60s, false);
  CAF_CHECK(table.find(first, now) == &owner);
  const auto third = table.issue_token(owner, now, 60s, true);
  CAF_CHECK(table.find(first, now) == nullptr);
  CAF_CHECK(table.find(second, now) == nullptr);
  CAF_CHECK(table.find(third, now) == &owner);
}

CAF_TEST(tokens of a closed session are refused while others live on) {
  auto& first = table.open("trader");
  auto& second = table.open("trader");
  const auto kicked = table.issue_token(first, now, 60s, false);
  const auto kept = table.issue_token(second, now, 60s, false);
  table.close(first.id);
  CAF_CHECK(table.find(kicked, now) == nullptr);
  CAF_CHECK(table.find(kept, now) == &second);
  CAF_CHECK_EQUAL(table.sessions_of("trader").size(), 1u);
}

CAF_TEST(keys are those of the user) {
  CAF_CHECK(table.is_key_of("trader", "key"));
  CAF_CHECK(!table.is_key_of("trader", "other"));
  CAF_CHECK(!table.is_key_of("nobody", "key"));
}

CAF_TEST(the rate window slides) {
  simulator::rate_limiter limiter;
  const auto admit = [&](domain::duration after) {
    return limiter.admit(now + after, 3, 60s);
  };
  CAF_CHECK(admit(0s));
  CAF_CHECK(admit(10s));
  CAF_CHECK(admit(20s));
  CAF_CHECK(!admit(20s));
  CAF_CHECK(limiter.wait(now + 20s, 3, 60s) == 40s);
  CAF_CHECK(!admit(60s - 1us));
  CAF_CHECK(admit(60s));
  // The call at ten seconds is the oldest now.
  CAF_CHECK(!admit(70s - 1us));
  CAF_CHECK(admit(70s));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_sessions
