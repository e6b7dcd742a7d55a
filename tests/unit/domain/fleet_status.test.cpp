#define CAF_SUITE domain.fleet_status

#include "domain/fleet/fleet_status.hpp"

#include "tests/unit/domain/fleet_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_fleet_status {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

account_look look_at(daemon_standing daemon, protection state, bool is_locked) {
  auto account = account_named("A-1", state);
  account.is_locked = is_locked;
  return look_of(account, daemon);
}

} // namespace

CAF_TEST(an account is shown as the first that is true of it) {
  struct row {
    const char* label;
    daemon_standing daemon;
    protection state;
    bool is_locked;
    account_look expected;
  };
  using standing = daemon_standing;
  using look = account_look;
  const row rows[] = {
    {"guarded", standing::live, protection::protected_, false, look::protected_},
    {"in shadow mode", standing::live, protection::shadow, false, look::shadow},
    {"starting", standing::live, protection::starting, false, look::starting},
    {"degraded", standing::live, protection::degraded, false, look::degraded},
    {"unprotected", standing::live, protection::unprotected, false, look::unprotected},
    {"locked", standing::live, protection::protected_, true, look::locked},
    {"locked in shadow mode", standing::live, protection::shadow, true, look::locked},
    {"locked at the start", standing::live, protection::starting, true, look::locked},
    {"locked while degraded", standing::live, protection::degraded, true, look::locked},
    {"locked with nobody to guard it", standing::live, protection::unprotected, true,
     look::unprotected},
    {"riskd is down", standing::unreachable, protection::protected_, false, look::unprotected},
    {"locked when riskd went down", standing::unreachable, protection::protected_, true,
     look::unprotected},
    {"silent", standing::silent, protection::protected_, false, look::silent},
    {"unprotected at the last word", standing::silent, protection::unprotected, true, look::silent},
    {"known from an earlier hub", standing::never, protection::protected_, true, look::silent},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    CAF_CHECK_EQUAL(look_at(each.daemon, each.state, each.is_locked), each.expected);
  }
}

CAF_TEST(only a locked account is no more than a warning) {
  CAF_CHECK_EQUAL(severity_of(fleet_alarm_kind::daemon_silent), severity::critical);
  CAF_CHECK_EQUAL(severity_of(fleet_alarm_kind::riskd_unreachable), severity::critical);
  CAF_CHECK_EQUAL(severity_of(fleet_alarm_kind::account_unprotected), severity::critical);
  CAF_CHECK_EQUAL(severity_of(fleet_alarm_kind::audit_broken), severity::critical);
  CAF_CHECK_EQUAL(severity_of(fleet_alarm_kind::account_locked), severity::warning);
}

CAF_TEST(names are those that the page of the hub knows) {
  const auto is = [](const char* found, const char* expected) {
    CAF_CHECK_EQUAL(std::string{found}, std::string{expected});
  };
  is(to_string(daemon_standing::never), "never");
  is(to_string(daemon_standing::live), "live");
  is(to_string(daemon_standing::unreachable), "unreachable");
  is(to_string(daemon_standing::silent), "silent");
  is(to_string(account_look::silent), "silent");
  is(to_string(account_look::unprotected), "unprotected");
  is(to_string(account_look::locked), "locked");
  is(to_string(account_look::degraded), "degraded");
  is(to_string(account_look::starting), "starting");
  is(to_string(account_look::shadow), "shadow");
  is(to_string(account_look::protected_), "protected");
  is(to_string(chain_state::unknown), "unknown");
  is(to_string(chain_state::intact), "intact");
  is(to_string(chain_state::broken), "broken");
  is(to_string(fleet_alarm_kind::daemon_silent), "daemon_silent");
  is(to_string(fleet_alarm_kind::riskd_unreachable), "riskd_unreachable");
  is(to_string(fleet_alarm_kind::account_unprotected), "account_unprotected");
  is(to_string(fleet_alarm_kind::account_locked), "account_locked");
  is(to_string(fleet_alarm_kind::audit_broken), "audit_broken");
}

} // namespace domain_fleet_status
