#define CAF_SUITE domain.session_edges

#include "domain/session_edges.hpp"

#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_session_edges {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

struct fixture {
  account_settings settings = account_after("009", "+0 C true").settings;
  const rules::session_block_outside& rule = *settings.rules.find<rules::session_block_outside>();
  /// 15:00 in Chicago.
  time_point close = at("21600");

  session_edges look(time_point when) const {
    return look_at_session(rule, settings.calendar, when);
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(session_edges_tests, fixture)

// R-009-3
CAF_TEST(a look finds the interval around it else the next one) {
  CAF_CHECK(look(start_time()).current->close == close);
  CAF_CHECK(look(close - 1us).current->close == close);
  CAF_CHECK(look(close).current->open == at("84600"));
}

// R-009-6
CAF_TEST(a warning that is due already is that of the next session) {
  CAF_CHECK(next_session_warning(look(close - 60s - 1us), rule) == close - 60s);
  CAF_CHECK(next_session_warning(look(close - 60s), rule) == close + 24h - 60s);
}

// R-009-6
CAF_TEST(after a warning the next session is waited for) {
  auto edges = look(start_time());
  session_warned(edges, rule, settings.calendar);
  CAF_CHECK(next_session_warning(edges, rule) == close + 24h - 60s);
  CAF_CHECK(edges.current->close == close);
}

// R-009-6
CAF_TEST(no warning is due without a lead) {
  auto silent = rule;
  silent.warn_before_end = 0s;
  CAF_CHECK(!next_session_warning(look(start_time()), silent));
}

// R-009-4, R-009-5
CAF_TEST(edges move on only when they are passed) {
  auto edges = look(start_time());
  follow_session(edges, rule, settings.calendar, close - 1us);
  CAF_CHECK(edges.looked_at == start_time());
  follow_session(edges, rule, settings.calendar, close);
  CAF_CHECK(edges.looked_at == close);
  CAF_CHECK(edges.current->open == at("84600"));
  follow_session(edges, rule, settings.calendar, start_time());
  CAF_CHECK(edges.current->close == close);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace domain_session_edges
