#define CAF_SUITE domain.fleet_alarms

#include "domain/fleet/fleet_alarms.hpp"

#include "tests/unit/domain/fleet_alarm_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace domain_fleet_alarms {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

using texts = std::vector<std::string>;

} // namespace

CAF_TEST(an alarm is raised when its condition lasts long enough) {
  struct row {
    const char* label;
    fleet_daemon daemon;
    /// From 1 s on, when it is seen first.
    duration after;
    texts expected;
  };
  using standing = daemon_standing;
  const auto silent = daemon_in(standing::silent, 1s);
  const auto never = daemon_in(standing::never);
  const auto unreachable = daemon_in(standing::unreachable, 1s);
  const auto unprotected = live_with(protection::unprotected);
  const texts none;
  const row rows[] = {
    {"live", live_with(protection::protected_), 1h, none},
    {"silent for less than half a minute", silent, 30s - 1us, none},
    {"silent for half a minute", silent, 30s, {"1 raised daemon_silent home"}},
    {"never heard for less than half a minute", never, 29s - 1us, none},
    {"never heard for half a minute", never, 29s, {"1 raised daemon_silent home"}},
    {"unreachable for less than ten seconds", unreachable, 10s - 1us, none},
    {"unreachable for ten seconds", unreachable, 10s, {"1 raised riskd_unreachable home"}},
    {"unprotected for less than three seconds", unprotected, 3s - 1us, none},
    {"unprotected for three seconds", unprotected, 3s, {"1 raised account_unprotected home A-1"}},
    {"degraded", live_with(protection::degraded), 1h, none},
    {"starting", live_with(protection::starting), 1h, none},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto alarms = new_alarms();
    CAF_CHECK_EQUAL(told(look(alarms, {each.daemon}, hub_clock(1s))), none);
    CAF_CHECK_EQUAL(told(look(alarms, {each.daemon}, hub_clock(1s + each.after))), each.expected);
  }
}

CAF_TEST(a locked account raises its alarm at once) {
  auto alarms = new_alarms();
  const auto changes = look(alarms, {live_with(protection::protected_, true)}, hub_clock(1s));
  CAF_REQUIRE_EQUAL(told(changes), texts{"1 raised account_locked home A-1"});
  CAF_CHECK_EQUAL(changes[0].text, "A-1 of home is locked");
  CAF_CHECK(changes[0].raised == hub_start + 1s);
}

CAF_TEST(a broken audit raises its alarm at once) {
  auto alarms = new_alarms();
  const auto changes = look(alarms, {with_broken_audit()}, hub_clock(1s));
  CAF_REQUIRE_EQUAL(told(changes), texts{"1 raised audit_broken home"});
  CAF_CHECK_EQUAL(changes[0].text, "the audit of home is broken: records were cut off");
}

CAF_TEST(an alarm says what happened to whom) {
  struct row {
    fleet_daemon daemon;
    const char* text;
  };
  auto refused = daemon_in(daemon_standing::unreachable, 0s);
  refused.remark = "connection refused";
  const row rows[] = {
    {daemon_in(daemon_standing::silent, 0s), "home has been silent for 30 s"},
    {daemon_in(daemon_standing::never), "home has been silent for 30 s"},
    {daemon_in(daemon_standing::unreachable, 0s), "riskd of home has not answered for 10 s"},
    {refused, "riskd of home has not answered for 10 s: connection refused"},
    {live_with(protection::unprotected), "A-1 of home has been UNPROTECTED for 3 s"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.text);
    auto alarms = new_alarms();
    CAF_CHECK(look(alarms, {each.daemon}, hub_clock(0s)).empty());
    const auto changes = look(alarms, {each.daemon}, hub_clock(31s));
    CAF_REQUIRE_EQUAL(changes.size(), 1u);
    CAF_CHECK_EQUAL(changes[0].text, each.text);
  }
}

CAF_TEST(a condition raises one alarm until it ends) {
  auto alarms = new_alarms();
  const auto locked = live_with(protection::protected_, true);
  const auto open = live_with(protection::protected_);
  CAF_CHECK_EQUAL(look(alarms, {locked}, hub_clock(1s)).size(), 1u);
  CAF_CHECK(look(alarms, {locked}, hub_clock(2s)).empty());
  const auto changes = look(alarms, {open}, hub_clock(3s));
  CAF_REQUIRE_EQUAL(told(changes), texts{"1 ended account_locked home A-1"});
  CAF_CHECK(changes[0].ended == hub_start + 3s);
  CAF_CHECK(changes[0].raised == hub_start + 1s);
  CAF_CHECK(look(alarms, {open}, hub_clock(4s)).empty());
  CAF_CHECK_EQUAL(told(look(alarms, {locked}, hub_clock(5s))),
                  texts{"2 raised account_locked home A-1"});
}

CAF_TEST(a condition that ends early begins anew) {
  auto alarms = new_alarms();
  const auto bad = live_with(protection::unprotected);
  CAF_CHECK(look(alarms, {bad}, hub_clock(1s)).empty());
  CAF_CHECK(look(alarms, {live_with(protection::protected_)}, hub_clock(3s)).empty());
  CAF_CHECK(look(alarms, {bad}, hub_clock(4s)).empty());
  CAF_CHECK(look(alarms, {bad}, hub_clock(6s)).empty());
  CAF_CHECK_EQUAL(look(alarms, {bad}, hub_clock(7s)).size(), 1u);
}

CAF_TEST(an alarm goes on until its condition is known to be over) {
  struct row {
    const char* label;
    fleet_daemon before;
    std::vector<fleet_daemon> after;
    bool ends;
  };
  using standing = daemon_standing;
  const auto silent = daemon_in(standing::silent, 0s);
  const auto unreachable = daemon_in(standing::unreachable, 0s);
  const auto live = live_with(protection::protected_);
  const auto bad = live_with(protection::unprotected);
  const auto locked = live_with(protection::protected_, true);
  const auto broken = with_broken_audit();
  const row rows[] = {
    {"silent to live", silent, {live}, true},
    {"silent to unreachable", silent, {unreachable}, true},
    {"silent to forgotten", silent, {}, true},
    {"unreachable to live", unreachable, {live}, true},
    {"unreachable to silent", unreachable, {silent}, false},
    {"unreachable to forgotten", unreachable, {}, true},
    {"unprotected to protected", bad, {live}, true},
    {"unprotected to an account that is gone", bad, {daemon_in(standing::live, 0s)}, true},
    {"unprotected to silent", bad, {silent}, false},
    {"unprotected to unreachable", bad, {unreachable}, false},
    {"unprotected to forgotten", bad, {}, true},
    {"locked to open", locked, {live}, true},
    {"locked to silent", locked, {silent}, false},
    {"broken to silent", broken, {silent}, false},
    {"broken to intact", broken, {live}, false},
    {"broken to forgotten", broken, {}, true},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto alarms = new_alarms();
    look(alarms, {each.before}, hub_clock(0s));
    look(alarms, {each.before}, hub_clock(60s));
    CAF_REQUIRE_EQUAL(alarms.all().size(), 1u);
    look(alarms, each.after, hub_clock(61s));
    const auto all = alarms.all();
    const auto first
      = std::find_if(all.begin(), all.end(), [](const fleet_alarm& x) { return x.id == 1; });
    CAF_REQUIRE(first != all.end());
    CAF_CHECK_EQUAL(first->ended.has_value(), each.ends);
  }
}

CAF_TEST(a daemon that is unheard raises no news of its accounts) {
  for (const auto standing : {daemon_standing::silent, daemon_standing::unreachable}) {
    auto alarms = new_alarms();
    auto daemon = live_with(protection::unprotected, true);
    daemon.standing = standing;
    look(alarms, {daemon}, hub_clock(0s));
    const auto changes = look(alarms, {daemon}, hub_clock(60s));
    CAF_REQUIRE_EQUAL(changes.size(), 1u);
    CAF_CHECK_EQUAL(changes[0].account, "");
  }
}

CAF_TEST(silence counts from the last word) {
  struct row {
    const char* label;
    /// What the wall clock is set by before the daemon is seen to be silent.
    duration step;
    duration raised;
  };
  // Heard at 10 s and at 14 s; the look at 20 s finds it silent.
  const row rows[] = {
    {"the clock stands", 0s, 44s},
    {"the clock was set ahead", 1h, 40s},
    {"the clock was set back", -1h, 50s},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto alarms = new_alarms();
    const auto at = [&](duration when) {
      auto out = hub_clock(when);
      out.wall += each.step;
      return out;
    };
    look(alarms, {daemon_in(daemon_standing::live, 10s)}, hub_clock(10s));
    const auto silent = daemon_in(daemon_standing::silent, 14s);
    CAF_CHECK(look(alarms, {silent}, at(20s)).empty());
    CAF_CHECK(look(alarms, {silent}, at(each.raised - 1us)).empty());
    CAF_CHECK_EQUAL(look(alarms, {silent}, at(each.raised)).size(), 1u);
  }
}

CAF_TEST(conditions of two daemons are two) {
  auto alarms = new_alarms();
  auto other = live_with(protection::protected_, true);
  other.name = "away";
  const auto home = live_with(protection::protected_, true);
  CAF_CHECK_EQUAL(told(look(alarms, {other, home}, hub_clock(1s))),
                  (texts{"1 raised account_locked away A-1", "2 raised account_locked home A-1"}));
  other.accounts[0].what.is_locked = false;
  CAF_CHECK_EQUAL(told(look(alarms, {other, home}, hub_clock(2s))),
                  texts{"1 ended account_locked away A-1"});
}

} // namespace domain_fleet_alarms
