#define CAF_SUITE riskctl.watch_figures

#include "apps/riskctl/watch_figures.hpp"

#include "tests/unit/control_api/sample_status.hpp"
#include "tests/unit/watch/watched_daemon.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace riskctl_watch_figures {

using namespace riskd;
using namespace riskd::riskctl::watch;
using riskctl::json;
using terminal::tone;

namespace {

json rule(const char* observed, const char* limit, int percent, bool in_breach = false) {
  return {{"rule", "RULE-003"},    {"state", "armed"}, {"observed", observed},
          {"limit", limit},        {"unit", "usd"},    {"utilisation_percent", percent},
          {"in_breach", in_breach}};
}

std::string room(const char* observed, const char* limit) {
  return room_cell(rule(observed, limit, 0)).text;
}

} // namespace

CAF_TEST(remaining times run down like a clock) {
  CAF_CHECK_EQUAL(countdown(0, "-"), "0:00");
  CAF_CHECK_EQUAL(countdown(9, "-"), "0:09");
  CAF_CHECK_EQUAL(countdown(3599, "-"), "59:59");
  CAF_CHECK_EQUAL(countdown(3600, "-"), "1:00:00");
  CAF_CHECK_EQUAL(countdown(359'999, "-"), "99:59:59");
  CAF_CHECK_EQUAL(countdown(360'000, "-"), "4 d 4 h");
  CAF_CHECK_EQUAL(countdown(std::nullopt, "open end"), "open end");
}

CAF_TEST(figures of time go on while no answer comes) {
  const auto known = test::knowing(test::busy_status(), 20);
  const auto& account = known.answer->at("accounts").at(0);
  const auto& lock = account.at("locks").at(1);
  CAF_CHECK_EQUAL(known.left(lock, "remaining_seconds").value_or(-1), 1770);
  CAF_CHECK_EQUAL(known.age(account, "last_reconciled_age_seconds").value_or(-1), 33);
  CAF_CHECK_EQUAL(known.since(lock, "since").value_or(-1), 21);
  CAF_CHECK(!known.since(account.at("enforcement"), "verified_flat"));
  CAF_CHECK(!known.age(account, "safe_mode"));
  const auto later = test::knowing(test::busy_status(), 99'999);
  CAF_CHECK_EQUAL(later.left(lock, "remaining_seconds").value_or(-1), 0);
}

CAF_TEST(the distance to a breach is in dollars) {
  // R-O-5.
  CAF_CHECK_EQUAL(room("-50.00", "-500.00"), "450.00");
  CAF_CHECK_EQUAL(room("46.875", "-500.00"), "546.875");
  CAF_CHECK_EQUAL(room("-500.00", "-500.00"), "0.00");
  CAF_CHECK_EQUAL(room("-550.00", "-500.00"), "50.00 over");
  CAF_CHECK_EQUAL(room("900.00", "1000.00"), "100.00");
  CAF_CHECK_EQUAL(room("1000.50", "1000.00"), "0.50 over");
  CAF_CHECK(room_cell(rule("-500.00", "-500.00", 100)).what == tone::bad);
  CAF_CHECK(room_cell(rule("-499.00", "-500.00", 99)).what == tone::plain);
  auto contracts = rule("3", "5", 60);
  contracts["unit"] = "contracts";
  CAF_CHECK_EQUAL(room_cell(contracts).text, "-");
  auto unknown = rule("-1.00", "-5.00", 20);
  unknown["observed"] = nullptr;
  CAF_CHECK_EQUAL(room_cell(unknown).text, "-");
}

CAF_TEST(bars fill up to the limit) {
  const auto text = [](int percent) {
    return use_cell(rule("0", "1", percent), 10, charset::ascii).text;
  };
  CAF_CHECK_EQUAL(text(0), "----------   0 %");
  CAF_CHECK_EQUAL(text(9), "----------   9 %");
  CAF_CHECK_EQUAL(text(47), "####------  47 %");
  CAF_CHECK_EQUAL(text(100), "########## 100 %");
  CAF_CHECK_EQUAL(text(1250), "########## 1250 %");
  CAF_CHECK_EQUAL(use_cell(rule("0", "1", 50), 4, charset::unicode).text,
                  "\u2588\u2588\u2591\u2591  50 %");
  const auto look = [](int percent, bool in_breach) {
    return use_cell(rule("0", "1", percent, in_breach), 10, charset::ascii).what;
  };
  CAF_CHECK(look(79, false) == tone::good);
  CAF_CHECK(look(80, false) == tone::warning);
  CAF_CHECK(look(100, false) == tone::bad);
  CAF_CHECK(look(50, true) == tone::bad);
}

CAF_TEST(the tightest limit is the one that is used most) {
  json account{{"rules", json::array()}};
  CAF_CHECK(tightest_limit(account) == nullptr);
  CAF_CHECK_EQUAL(use_of(account), -1);
  account["rules"] = {rule("-1", "-5", 20), rule("-4", "-5", 80), rule("-2", "-5", 40)};
  CAF_CHECK_EQUAL(use_of(account), 80);
  account["rules"][1]["state"] = "disabled";
  CAF_CHECK_EQUAL(use_of(account), 40);
  account["rules"][2]["unit"] = "contracts";
  CAF_CHECK_EQUAL(use_of(account), 20);
  account["rules"][0]["utilisation_percent"] = nullptr;
  CAF_CHECK(tightest_limit(account) == nullptr);
}

} // namespace riskctl_watch_figures
