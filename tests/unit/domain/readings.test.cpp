#define CAF_SUITE domain.readings

#include "domain/contract_check.hpp"
#include "domain/rules/evaluate.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <limits>
#include <string>

namespace domain_readings {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

/// What the only rule of the configuration reads after the input: `-40.00/-500.00 usd 8%`, or `-`.
std::string reading(std::string_view configuration, std::string_view input) {
  const auto account = account_after(configuration, input);
  const auto found = rules::read_rule(account.settings.rules.all().back(),
                                      {account.state, account.binding, account.settings});
  if (!found)
    return "-";
  return to_string(found->observed) + "/" + to_string(found->limit) + " " + to_string(found->unit)
         + " " + std::to_string(found->utilisation_percent) + "%";
}

struct reading_case {
  const char* configuration;
  const char* input;
  const char* expected;
};

template <std::size_t Size>
void check(const reading_case (&cases)[Size]) {
  for (const auto& each : cases) {
    CAF_MESSAGE(each.configuration << " after " << each.input);
    CAF_CHECK_EQUAL(reading(each.configuration, each.input), each.expected);
  }
}

bool has_percent(std::int64_t figure, std::int64_t limit) {
  try {
    static_cast<void>(rules::percent_of(figure, limit));
    return true;
  } catch (const contract_violation&) {
    return false;
  }
}

} // namespace

// R-O-5
CAF_TEST(a count is read as a share of its limit) {
  const reading_case cases[]{
    {"001", "+0 C true", "0/5 contracts 0%"},
    {"001", "+0 P MNQ L3@21000", "3/5 contracts 60%"},
    {"001", "+0 P MNQ S3@21000; +0 P ES L1@6000", "2/5 contracts 40%"},
    {"001", "+0 P MNQ L6@21000", "6/5 contracts 120%"},
    {"002", "+0 C true", "-"},
    {"002", "+0 P MNQ L1@21000", "1/3 contracts 33%"},
    {"002", "+0 P MNQ L1@21000; +0 P ES L2@6000", "2/3 contracts 66%"},
    {"002", "+0 P MNQ L2@21000; +0 P ES L1@6000", "2/3 contracts 66%"},
    // Of equals the first by symbol code, which is EP for ES.
    {"002 {instrument_limits.MNQ: 4, default_limit: 2}", "+0 P MNQ L2@21000; +0 P ES L1@6000",
     "1/2 contracts 50%"},
    {"002 {instrument_limits.MNQ: 0}", "+0 P MNQ L1@21000; +0 P ES L3@6000", "1/0 contracts 200%"},
    {"002 {unknown_product_action: allow}", "+0 P MNQ L1@21000", "-"},
    {"006", "+0 T #1 null; +1 T #2 null", "2/50 per_session 4%"},
    {"006 {limits.per_session: null}", "+0 T #1 null", "-"},
  };
  check(cases);
}

// R-O-5
CAF_TEST(a result of the day is read as a share of its limit) {
  const reading_case cases[]{
    {"003", "+0 C true", "0.00/-500.00 usd 0%"},
    {"003", "+0 T #1 -40", "-40.00/-500.00 usd 8%"},
    {"003", "+0 T #1 -499.99", "-499.99/-500.00 usd 99%"},
    {"003", "+0 T #1 -600", "-600.00/-500.00 usd 120%"},
    {"003", "+0 T #1 40", "40.00/-500.00 usd 0%"},
    {"003", "+0 T #1 -40; +2 P MNQ L2@21000; +3 Q MNQ 20990", "-80.00/-500.00 usd 16%"},
    {"003", "+0 T #1 -40; +2 P MNQ L2@21000; +3 Q MNQ 21010", "-40.00/-500.00 usd 8%"},
    {"013", "+0 T #1 100", "100.00/1000.00 usd 10%"},
    {"013", "+0 T #1 -100", "-100.00/1000.00 usd 0%"},
    {"013", "+0 T #1 100; +2 P MNQ L2@21000; +3 Q MNQ 21010", "140.00/1000.00 usd 14%"},
    {"013", "+0 T #1 100; +2 P MNQ L2@21000; +3 Q MNQ 20990", "100.00/1000.00 usd 10%"},
  };
  check(cases);
}

// R-O-5
CAF_TEST(of positions the one that is nearest to the limit is read) {
  const reading_case cases[]{
    {"004", "+0 P MNQ L2@21000", "-"},
    {"004", "+0 P MNQ L2@21000; +1 Q MNQ 20990", "-40.00/-300.00 usd 13%"},
    {"004", "+0 P MNQ L2@21000; +1 Q MNQ 21010", "40.00/-300.00 usd 0%"},
    {"004", "+0 P MNQ L2@21000; +0 P ES L1@6000; +1 Q MNQ 20990; +1 Q ES 5998",
     "-100.00/-300.00 usd 33%"},
    {"004", "+0 P MNQ L2@21000; +0 P ES L1@6000; +1 Q MNQ 20950; +1 Q ES 5999",
     "-200.00/-300.00 usd 66%"},
    {"003; 004 {respect_daily_limit: true}", "+0 T #1 -350; +2 P MNQ L2@21000; +3 Q MNQ 20985",
     "-60.00/-150.00 usd 40%"},
    {"005", "+0 P MNQ L2@21000", "-"},
    {"005", "+0 P MNQ L2@21000; +1 Q MNQ 21010", "40.00/1000.00 usd 4%"},
    {"005", "+0 P MNQ L2@21000; +1 Q MNQ 20990", "-40.00/1000.00 usd 0%"},
    {"005", "+0 P MNQ L2@21000; +0 P ES L1@6000; +1 Q MNQ 21010; +1 Q ES 6002",
     "100.00/1000.00 usd 10%"},
    {"005", "+0 P MNQ L2@21000; +0 P ES L1@6000; +1 Q MNQ 21050; +1 Q ES 6002",
     "200.00/1000.00 usd 20%"},
  };
  check(cases);
}

CAF_TEST(what is no share is read as it stands) {
  const reading_case cases[]{
    {"007", "+0 T #1 -100", "-"},
    {"008", "+0 C true", "-"},
    {"008", "+0 P MNQ L2@21000; +0 O #11 MNQ sell stop @20900", "1/2 contracts 0%"},
    {"008", "+0 P MNQ L1@21000; +0 O #11 MNQ sell stop @20900", "-"},
    {"009", "+0 C true", "inside/inside session 0%"},
    {"009", "+0 C true; +21600 K", "outside/inside session 100%"},
    {"010", "+0 C true", "true/true can_trade 0%"},
    {"010", "+0 C false", "false/true can_trade 100%"},
    {"011 {blocked_symbols: [MNQ]}", "+0 P MNQ L1@21000", "-"},
    {"012", "+0 P MNQ L1@21000", "-"},
  };
  check(cases);
}

// R-O-5
CAF_TEST(shares of any figures are whole percent) {
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  CAF_CHECK_EQUAL(rules::percent_of(199, 100), 199);
  CAF_CHECK_EQUAL(rules::percent_of(1, 1), 100);
  CAF_CHECK_EQUAL(rules::percent_of(-1, -3), 33);
  CAF_CHECK(!has_percent(1, 0));
  CAF_CHECK(has_percent(1, 1));
  // What cannot be counted exactly is shown as a million.
  CAF_CHECK_EQUAL(rules::percent_of(largest / 100, largest / 100), 100);
  CAF_CHECK_EQUAL(rules::percent_of(-(largest / 100), -(largest / 100)), 100);
  CAF_CHECK_EQUAL(rules::percent_of(largest / 100 + 1, largest / 100), 1'000'000);
  CAF_CHECK_EQUAL(rules::percent_of(-(largest / 100) - 1, -(largest / 100)), 1'000'000);
  CAF_CHECK_EQUAL(rules::percent_of(9'999, 1), 999'900);
  CAF_CHECK_EQUAL(rules::percent_of(10'001, 1), 1'000'000);
}

} // namespace domain_readings
