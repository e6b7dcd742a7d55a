#define CAF_SUITE logging.line_budget

#include "adapters/logging/line_budget.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>

namespace logging_line_budget {

using namespace riskd;
using namespace std::chrono_literals;
using logging::line_budget;

namespace {

const auto of_nobody = line_budget::key{"a.b", std::nullopt};
const auto of_one = line_budget::key{"a.b", domain::account_id{1}};

/// How many of `count` lines at `now` are admitted.
int admitted(line_budget& budget, const line_budget::key& line, domain::duration now, int count) {
  int found = 0;
  for (int i = 0; i < count; ++i)
    found += budget.ask(line, now).admitted ? 1 : 0;
  return found;
}

} // namespace

CAF_TEST(admits as many equal lines as allowed within a second) {
  line_budget budget{3};
  CAF_CHECK_EQUAL(admitted(budget, of_one, 0s, 10), 3);
  CAF_CHECK_EQUAL(admitted(budget, of_one, 999'999us, 1), 0);
  CAF_CHECK_EQUAL(admitted(budget, of_one, 1s, 10), 3);
}

CAF_TEST(the next line tells how many were refused) {
  line_budget budget{1};
  CAF_CHECK_EQUAL(admitted(budget, of_one, 0s, 5), 1);
  const auto next = budget.ask(of_one, 2s);
  CAF_CHECK(next.admitted);
  CAF_CHECK_EQUAL(next.suppressed, 4u);
  CAF_CHECK_EQUAL(budget.ask(of_one, 4s).suppressed, 0u);
}

CAF_TEST(each account has a budget of its own) {
  line_budget budget{1};
  CAF_CHECK_EQUAL(admitted(budget, of_one, 0s, 5), 1);
  CAF_CHECK_EQUAL(admitted(budget, of_nobody, 0s, 5), 1);
  CAF_CHECK_EQUAL(admitted(budget, {"a.b", domain::account_id{2}}, 0s, 5), 1);
  CAF_CHECK_EQUAL(admitted(budget, {"a.c", domain::account_id{1}}, 0s, 5), 1);
}

CAF_TEST(a count that no line carried expires once with its second) {
  line_budget budget{1};
  CAF_CHECK(budget.take_expired(0s).empty());
  CAF_CHECK_EQUAL(admitted(budget, of_one, 500ms, 5), 1);
  CAF_CHECK_EQUAL(admitted(budget, of_nobody, 500ms, 1), 1);
  CAF_CHECK(budget.take_expired(1s).empty());
  const auto found = budget.take_expired(2s);
  CAF_REQUIRE_EQUAL(found.size(), 1u);
  CAF_CHECK(found.front().line == of_one);
  CAF_CHECK_EQUAL(found.front().suppressed, 4u);
  CAF_CHECK(budget.take_expired(4s).empty());
  CAF_CHECK(budget.take_all().empty());
}

CAF_TEST(at the end everything refused is handed out) {
  line_budget budget{1};
  CAF_CHECK_EQUAL(admitted(budget, of_one, 0s, 3), 1);
  const auto found = budget.take_all();
  CAF_REQUIRE_EQUAL(found.size(), 1u);
  CAF_CHECK_EQUAL(found.front().suppressed, 2u);
  CAF_CHECK(budget.take_all().empty());
}

} // namespace logging_line_budget
