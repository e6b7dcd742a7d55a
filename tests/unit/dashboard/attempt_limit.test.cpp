#define CAF_SUITE dashboard.attempt_limit

#include "adapters/dashboard/attempt_limit.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace dashboard_attempt_limit {

using namespace riskd;
using namespace riskd::dashboard;
using namespace std::chrono_literals;

namespace {

using boost::asio::ip::make_address;

struct fixture {
  [[nodiscard]] std::int64_t wait_of(const char* address, domain::duration now = {}) const {
    return limit.wait_of(make_address(address), now).count();
  }

  void fail(const char* address, int times, domain::duration now = {}) {
    for (int i = 0; i < times; ++i)
      limit.note_failure(make_address(address), now);
  }

  attempt_limit limit{{2, 60s, 3}};
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(attempt_limit_tests, fixture)

CAF_TEST(addresses are counted by themselves) {
  fail("192.0.2.1", 2);
  fail("192.0.2.2", 1);
  CAF_CHECK_EQUAL(wait_of("192.0.2.1"), 60);
  CAF_CHECK_EQUAL(wait_of("192.0.2.2"), 0);
  CAF_CHECK_EQUAL(wait_of("192.0.2.3"), 0);
}

CAF_TEST(a failure counts for as long as the window) {
  fail("192.0.2.1", 1, 0s);
  fail("192.0.2.1", 1, 30s);
  CAF_CHECK_EQUAL(wait_of("192.0.2.1", 59s), 1);
  CAF_CHECK_EQUAL(wait_of("192.0.2.1", 60s), 0);
  fail("192.0.2.1", 1, 60s);
  CAF_CHECK_EQUAL(wait_of("192.0.2.1", 60s), 30);
}

CAF_TEST(all addresses of one network of the newer kind are one) {
  fail("2001:db8:0:1::1", 1);
  fail("2001:db8:0:1:ffff::2", 1);
  CAF_CHECK_EQUAL(wait_of("2001:db8:0:1::3"), 60);
  CAF_CHECK_EQUAL(wait_of("2001:db8:0:2::1"), 0);
}

CAF_TEST(an address of the older kind is the same inside one of the newer) {
  fail("192.0.2.1", 2);
  CAF_CHECK_EQUAL(wait_of("::ffff:192.0.2.1"), 60);
  CAF_CHECK_EQUAL(wait_of("::ffff:192.0.2.2"), 0);
}

CAF_TEST(a limited number of addresses is remembered) {
  fail("192.0.2.1", 2, 1s);
  fail("192.0.2.2", 2, 2s);
  fail("192.0.2.3", 2, 3s);
  fail("192.0.2.4", 2, 4s);
  CAF_CHECK_EQUAL(wait_of("192.0.2.1", 4s), 0);
  for (const auto* each : {"192.0.2.2", "192.0.2.3", "192.0.2.4"})
    CAF_CHECK(wait_of(each, 4s) > 0);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace dashboard_attempt_limit
