#define CAF_SUITE control_api.readiness

#include "adapters/control_api/readiness.hpp"

#include "tests/unit/control_api/sample_status.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>

namespace control_api_readiness {

using namespace riskd;
using namespace riskd::control_api;
using namespace std::chrono_literals;
using domain::protection;

namespace {

constexpr auto stale_after = 60s;

readiness judge(const domain::daemon_status& status, domain::duration later = {}) {
  return readiness_of(status, test::sample_time() + later, stale_after);
}

} // namespace

CAF_TEST(all is well when the daemon is ready with every account protected) {
  // R-O-7.
  const auto found = judge(test::busy_status());
  CAF_CHECK(found.is_healthy());
  CAF_CHECK_EQUAL(found.headline, "READY: 2 PROTECTED, 1 SHADOW, 1 locked");
  CAF_CHECK_EQUAL(judge(test::ready_status()).headline, "READY: no accounts, 0 locked");
}

CAF_TEST(an account in any other state is a problem) {
  for (const auto state : {protection::starting, protection::degraded, protection::unprotected}) {
    auto status = test::ready_status();
    status.accounts = {test::account_builder{"A-1", 1}.in_state(state, "because").built()};
    const auto found = judge(status);
    CAF_CHECK(found.problems == (std::vector<problem>{{to_string(state), "A-1", "because"}}));
    CAF_CHECK_EQUAL(found.headline, std::string{to_string(state)} + ": A-1 (because)");
  }
}

CAF_TEST(a daemon in any phase but ready is a problem) {
  for (const auto phase : {domain::daemon_phase::starting, domain::daemon_phase::degraded,
                           domain::daemon_phase::stopping}) {
    auto status = test::ready_status();
    status.phase = phase;
    const auto found = judge(status);
    CAF_CHECK(found.problems == (std::vector<problem>{{to_string(phase), "", "no reason given"}}));
  }
}

CAF_TEST(the worst comes first) {
  CAF_CHECK_EQUAL(judge(test::troubled_status()).headline,
                  "UNPROTECTED: B-2 (RULE-003 failed); "
                  "DEGRADED: riskd (user hub of default is down), A-1 (reconciling); "
                  "STARTING: ****3333 (no reason given), Z-9 (not found at the gateway)");
}

CAF_TEST(a headline names five accounts of a kind) {
  auto status = test::ready_status();
  for (int i = 1; i <= 7; ++i)
    status.accounts.push_back(test::account_builder{"A-" + std::to_string(i), i}
                                .in_state(protection::degraded, "r")
                                .built());
  const auto found = judge(status);
  CAF_CHECK_EQUAL(found.headline, "DEGRADED: A-1 (r), A-2 (r), A-3 (r), A-4 (r), A-5 (r), 2 more");
  CAF_CHECK_EQUAL(found.problems.size(), 7u);
}

CAF_TEST(an old status proves nothing) {
  const auto status = test::busy_status();
  CAF_CHECK(judge(status, 60s).is_healthy());
  CAF_CHECK(judge(status, 60'999ms).is_healthy());
  const auto found = judge(status, 61s);
  CAF_CHECK(!found.is_healthy());
  CAF_CHECK_EQUAL(found.headline,
                  "UNPROTECTED: riskd (its last report is 61 s old, it may be stuck)");
}

CAF_TEST(a daemon without a report has said nothing yet) {
  const auto found = judge({});
  CAF_CHECK(!found.is_healthy());
  CAF_CHECK_EQUAL(found.headline,
                  "UNPROTECTED: riskd (it has reported nothing yet); STARTING: riskd (no reason "
                  "given)");
}

CAF_TEST(ages round down while remaining times round up) {
  const auto now = test::sample_time();
  CAF_CHECK_EQUAL(seconds_since(now - 1999ms, now), 1);
  CAF_CHECK_EQUAL(seconds_since(now + 1ms, now), 0);
  CAF_CHECK_EQUAL(seconds_until(now + 1us, now), 1);
  CAF_CHECK_EQUAL(seconds_until(now + 2s, now), 2);
  CAF_CHECK_EQUAL(seconds_until(now, now), 0);
  CAF_CHECK_EQUAL(seconds_until(now - 5s, now), 0);
}

} // namespace control_api_readiness
