#define CAF_SUITE domain.settings_plan

#include "domain/settings_plan.hpp"

#include "domain/time.hpp"
#include "tests/support/scenario_configuration.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_settings_plan {

using namespace riskd::domain;

namespace {

struct fixture {
  /// Trading days that end at 17:00 in Chicago, 23:00 UTC in winter.
  settings_plan plan{named("today"), std::nullopt, *parse_date("2026-03-03")};

  static std::shared_ptr<const account_settings> named(const char* name) {
    auto out = riskd::test::parse_configuration("003").base;
    out.name = name;
    return std::make_shared<const account_settings>(std::move(out));
  }

  static time_point at(const char* text) {
    return *parse_time(text);
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(settings_plan_tests, fixture)

CAF_TEST(without anything pending a plan stays what it is) {
  CAF_CHECK(on_day_of(plan, at("2026-03-09T12:00:00Z")).now == plan.now);
}

// R-C-8
CAF_TEST(what is pending comes into force at the reset) {
  plan.pending = pending_settings{named("tomorrow"), {{"name", "today", "tomorrow"}}};
  const auto before = on_day_of(plan, at("2026-03-03T22:59:59Z"));
  CAF_CHECK(before.now == plan.now);
  CAF_CHECK(before.pending.has_value());
  const auto after = on_day_of(plan, at("2026-03-03T23:00:00Z"));
  CAF_CHECK(after.now == plan.pending->settings);
  CAF_CHECK(!after.pending.has_value());
  CAF_CHECK((after.day == *parse_date("2026-03-04")));
}

CAF_TEST(a clock that shows an earlier day brings nothing into force) {
  plan.pending = pending_settings{named("tomorrow"), {{"name", "today", "tomorrow"}}};
  const auto out = on_day_of(plan, at("2026-02-20T12:00:00Z"));
  CAF_CHECK(out.now == plan.now);
  CAF_CHECK((out.day == plan.day));
}

CAF_TEST(an account without an entry leaves with its day) {
  plan.pending = pending_settings{nullptr, {{"account", "guarded", "not guarded"}}};
  CAF_CHECK(plan.leaves());
  CAF_CHECK(on_day_of(plan, at("2026-03-03T22:59:59Z")).now == plan.now);
  CAF_CHECK(on_day_of(plan, at("2026-03-03T23:00:00Z")).now == nullptr);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace domain_settings_plan
