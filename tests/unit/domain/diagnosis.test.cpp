#define CAF_SUITE domain.diagnosis

#include "domain/diagnosis.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_diagnosis {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

constexpr time_point now{1'000'000s};

/// A login with which all is well.
gateway_status sound() {
  gateway_status out;
  out.logged_in = true;
  out.token_expires = now + 1h;
  out.links = {{link::user_hub, true, now - 3s, ""}, {link::market_hub, true, {}, ""}};
  return out;
}

std::string results_of(const gateway_status& gateway) {
  std::string out;
  for (const auto& each : session_checks(gateway, now))
    out += (out.empty() ? "" : ", ") + each.name + " " + to_string(each.result);
  return out;
}

} // namespace

// R-O-3
CAF_TEST(a sound session passes in every respect) {
  CAF_CHECK_EQUAL(results_of(sound()), "session passed, token passed, clock passed, "
                                       "user_hub passed, market_hub passed");
  const auto checks = session_checks(sound(), now);
  CAF_CHECK_EQUAL(checks[1].detail, "expires at 1970-01-12T14:46:40.000000Z, in 3600 s");
  CAF_CHECK_EQUAL(checks[3].detail, "upgraded and subscribed, last record 3 s ago");
  CAF_CHECK_EQUAL(checks[4].detail, "upgraded and subscribed, no record yet");
}

CAF_TEST(nothing is claimed before there is a session) {
  CAF_CHECK_EQUAL(results_of({}), "session failed, token skipped, clock skipped, "
                                  "user_hub skipped, market_hub skipped");
}

CAF_TEST(each fault is told by itself) {
  auto expired = sound();
  expired.token_expires = now;
  CAF_CHECK_EQUAL(results_of(expired), "session passed, token failed, clock passed, "
                                       "user_hub passed, market_hub passed");
  auto skewed = sound();
  skewed.clock_correction = -7s;
  CAF_CHECK(session_checks(skewed, now)[2].result == check_result::failed);
  CAF_CHECK(session_checks(skewed, now)[2].detail.find("is 7 s ahead of the broker's") == 0);
  skewed.clock_correction = 8s;
  CAF_CHECK(session_checks(skewed, now)[2].detail.find("is 8 s behind the broker's") == 0);
  auto cut = sound();
  cut.links[0].up = false;
  cut.links[0].remark = "connection reset";
  CAF_CHECK_EQUAL(results_of(cut), "session passed, token passed, clock passed, "
                                   "user_hub failed, market_hub passed");
  const auto of_cut = session_checks(cut, now);
  CAF_CHECK_EQUAL(of_cut[3].detail, "connection reset");
  auto refused = sound();
  refused.logged_in = false;
  refused.login_remark = "the key is refused";
  const auto of_refused = session_checks(refused, now);
  CAF_CHECK_EQUAL(of_refused[0].detail, "the key is refused");
}

} // namespace domain_diagnosis
