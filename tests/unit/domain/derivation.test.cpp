#define CAF_SUITE domain.derivation

#include "domain/derivation.hpp"

#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_derivation {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

std::string shown(const std::vector<rules::found_breach>& found) {
  std::string text;
  for (const auto& each : found) {
    const auto& what = each.what;
    text += std::string{to_string(what.rule)} + " " + to_string(what.observed) + "/"
            + to_string(what.limit) + " until "
            + std::to_string((*what.lock->until - start_time()) / std::chrono::seconds{1}) + "; ";
  }
  return text;
}

/// What the trades of the input imply so many seconds after T0 if the store lost all locks.
std::string derived(std::string_view configuration, std::string_view input,
                    std::string_view seconds) {
  const auto account = account_after(configuration, input);
  const standing nothing;
  return shown(derive_from_trades({account.state, nothing, account.settings}, at(seconds)));
}

} // namespace

// R-L-14
CAF_TEST(a limit that was reached at any moment of the day locks) {
  CAF_CHECK_EQUAL(derived("003", "+0 T #1 -499.99", "9"), "");
  CAF_CHECK_EQUAL(derived("003", "+0 T #1 -500", "9"), "RULE-003 -500.00/-500.00 until 28800; ");
  CAF_CHECK_EQUAL(derived("003", "+0 T #1 -400; +1 T #2 -100; +2 T #3 900", "9"),
                  "RULE-003 -500.00/-500.00 until 28800; ");
  CAF_CHECK_EQUAL(derived("013", "+0 T #1 999.99", "9"), "");
  CAF_CHECK_EQUAL(derived("013", "+0 T #1 1000; +1 T #2 -900", "9"),
                  "RULE-013 1000.00/1000.00 until 28800; ");
  CAF_CHECK_EQUAL(derived("", "+0 T #1 -500; +1 T #2 2000", "9"), "");
}

// R-L-14
CAF_TEST(trades count in the order of their times) {
  CAF_CHECK_EQUAL(derived("003", "+5 T #1 200 at2; +6 T #2 -600 at1", "9"),
                  "RULE-003 -600.00/-500.00 until 28800; ");
  CAF_CHECK_EQUAL(derived("003", "+5 T #1 200 at1; +6 T #2 -600 at2", "9"), "");
  // Id 8 comes after id 7 at one instant, whichever arrived first.
  CAF_CHECK_EQUAL(derived("003", "+5 T #2 -600 id8 at1; +6 T #1 200 id7 at1", "9"), "");
  CAF_CHECK_EQUAL(derived("003", "+5 T #2 -600 id7 at1; +6 T #1 200 id8 at1", "9"),
                  "RULE-003 -600.00/-500.00 until 28800; ");
}

// R-L-14
CAF_TEST(voided trades as well as those of another day imply nothing) {
  CAF_CHECK_EQUAL(derived("003", "+0 T #1 -600 id7; +1 T #1 -600 id7 void", "9"), "");
  CAF_CHECK_EQUAL(derived("003; 007", "+28799 T #1 -600; +28800 K", "28801"), "");
  CAF_CHECK_EQUAL(derived("003", "+0 C true; +28790 T #1 -600 at28800", "28791"), "");
}

// R-L-14
CAF_TEST(a pause counts from the trade that called for it) {
  CAF_CHECK_EQUAL(derived("007", "+0 T #1 -99.99", "9"), "");
  CAF_CHECK_EQUAL(derived("007", "+0 T #1 -100", "299.999999"),
                  "RULE-007 -100.00/-100.00 until 300; ");
  CAF_CHECK_EQUAL(derived("007", "+0 T #1 -100", "300"), "");
  CAF_CHECK_EQUAL(derived("007", "+10 T #1 -50 at5; +11 T #1 -50 at0", "12"),
                  "RULE-007 -100.00/-100.00 until 305; ");
  constexpr auto one = "006 {limits.per_minute: 1}";
  CAF_CHECK_EQUAL(derived(one, "+0 T #1 null", "9"), "");
  CAF_CHECK_EQUAL(derived(one, "+0 T #1 null; +1 T #2 null", "60.999999"),
                  "RULE-006 2/1 until 61; ");
  CAF_CHECK_EQUAL(derived(one, "+0 T #1 null; +1 T #2 null", "61"), "");
  CAF_CHECK_EQUAL(derived(one, "+0 T #1 null; +90 T #2 null at59", "91"),
                  "RULE-006 2/1 until 119; ");
  CAF_CHECK_EQUAL(
    derived("006 {limits.per_minute: 1, count_mode: fills}", "+0 T #1 null; +1 T #1 -5", "9"),
    "RULE-006 2/1 until 61; ");
}

// R-L-14
CAF_TEST(what the store knows already stays out) {
  const auto input = "+0 T #1 -500; +1 T #2 -99";
  const auto account = account_after("003; 007", input);
  const auto later = at("2");
  CAF_CHECK_EQUAL(
    shown(derive_from_trades({account.state, account.binding, account.settings}, later)), "");
  standing shorter;
  shorter.locks = account_after("007", "+0 T #1 -100").binding.locks;
  CAF_CHECK_EQUAL(shown(derive_from_trades({account.state, shorter, account.settings}, later)),
                  "RULE-003 -500.00/-500.00 until 28800; RULE-007 -500.00/-300.00 until 1800; ");
}

// R-L-14
CAF_TEST(a rule that found something itself needs no second breach) {
  const auto account = account_after("003; 007", "+0 T #1 -500");
  const standing nothing;
  const auto view = rules::account_view{account.state, nothing, account.settings};
  const auto judged = rules::judge(view, {}, at("1"));
  CAF_CHECK_EQUAL(judged.findings.size(), 1U);
  const auto both = with_derived(judged, view, at("1"));
  CAF_REQUIRE_EQUAL(both.findings.size(), 2U);
  CAF_CHECK(both.findings.front() == judged.findings.front());
  CAF_CHECK(std::get<rules::found_breach>(both.findings.back()).what.rule
            == rule_id::cooldown_after_loss);
}

} // namespace domain_derivation
