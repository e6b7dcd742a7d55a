#define CAF_SUITE domain.fleet_kept_alarms

#include "domain/fleet/fleet_alarms.hpp"
#include "tests/unit/domain/fleet_alarm_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace domain_fleet_kept_alarms {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

using kind = fleet_alarm_kind;
using texts = std::vector<std::string>;

fleet_alarm kept_alarm(std::uint64_t id, kind what, const std::string& account = "") {
  fleet_alarm out;
  out.id = id;
  out.kind = what;
  out.daemon = "home";
  out.account = account;
  out.raised = hub_start - 1h;
  out.text = "kept";
  return out;
}

} // namespace

CAF_TEST(alarms go on after a restart of the hub) {
  kept_fleet kept;
  kept.last_alarm = 9;
  kept.alarms = {kept_alarm(9, kind::daemon_silent), kept_alarm(7, kind::account_locked, "A-1"),
                 kept_alarm(5, kind::audit_broken)};
  fleet_alarms alarms{kept, hub_clock(0s)};
  CAF_CHECK(look(alarms, {daemon_in(daemon_standing::never)}, hub_clock(1s)).empty());
  CAF_CHECK(look(alarms, {daemon_in(daemon_standing::never)}, hub_clock(40s)).empty());
  const auto changes = look(alarms, {live_with(protection::unprotected)}, hub_clock(41s));
  CAF_CHECK_EQUAL(told(changes),
                  (texts{"9 ended daemon_silent home", "7 ended account_locked home A-1"}));
  CAF_CHECK_EQUAL(told(look(alarms, {live_with(protection::unprotected)}, hub_clock(44s))),
                  texts{"10 raised account_unprotected home A-1"});
  CAF_CHECK_EQUAL(told(alarms.all()),
                  (texts{"10 raised account_unprotected home A-1", "9 ended daemon_silent home",
                         "7 ended account_locked home A-1", "5 raised audit_broken home"}));
}

CAF_TEST(ids go on from the highest one that was kept) {
  kept_fleet kept;
  kept.last_alarm = 3;
  kept.alarms = {kept_alarm(8, kind::daemon_silent)};
  kept.alarms[0].ended = hub_start - 1min;
  fleet_alarms alarms{kept, hub_clock(0s)};
  CAF_CHECK_EQUAL(told(look(alarms, {with_broken_audit()}, hub_clock(1s))),
                  texts{"9 raised audit_broken home"});
}

CAF_TEST(the newest two hundred that ended are kept) {
  kept_fleet kept;
  for (std::uint64_t id = 1; id <= 250; ++id) {
    kept.alarms.push_back(kept_alarm(id, kind::daemon_silent));
    kept.alarms.back().ended = hub_start - std::chrono::seconds{1'000 - id};
  }
  std::reverse(kept.alarms.begin(), kept.alarms.end());
  kept.alarms.push_back(kept_alarm(2, kind::audit_broken));
  fleet_alarms alarms{kept, hub_clock(0s)};
  const auto ids = [&] {
    std::vector<std::uint64_t> out;
    for (const auto& each : alarms.all())
      out.push_back(each.id);
    return out;
  };
  auto found = ids();
  CAF_REQUIRE_EQUAL(found.size(), 201u);
  CAF_CHECK_EQUAL(found.front(), 250u);
  CAF_CHECK_EQUAL(found[199], 51u);
  CAF_CHECK_EQUAL(found[200], 2u);
  look(alarms, {live_with(protection::protected_, true)}, hub_clock(1s));
  look(alarms, {live_with(protection::protected_)}, hub_clock(2s));
  found = ids();
  CAF_REQUIRE_EQUAL(found.size(), 201u);
  CAF_CHECK_EQUAL(found.front(), 251u);
  CAF_CHECK_EQUAL(found[199], 52u);
}

// R-P-5
CAF_TEST(a broken audit alarms once over restarts of the hub) {
  struct row {
    const char* label;
    std::vector<fleet_alarm> kept;
    texts raised;
    std::uint64_t id;
  };
  auto over = kept_alarm(5, kind::audit_broken);
  over.ended = hub_start - 1min;
  const row rows[] = {
    {"it was raised", {kept_alarm(5, kind::audit_broken)}, {}, 5},
    {"it was not raised yet", {}, {"1 raised audit_broken home"}, 1},
    {"another one is over", {over}, {"6 raised audit_broken home"}, 6},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    kept_fleet kept;
    kept.alarms = each.kept;
    fleet_alarms alarms{kept, hub_clock(0s)};
    CAF_CHECK_EQUAL(told(look(alarms, {with_broken_audit()}, hub_clock(1s))), each.raised);
    CAF_CHECK(look(alarms, {with_broken_audit()}, hub_clock(2s)).empty());
    const auto all = alarms.all();
    CAF_REQUIRE(!all.empty());
    CAF_CHECK_EQUAL(all.front().id, each.id);
    CAF_CHECK(!all.front().ended);
  }
}

CAF_TEST(an accepted audit ends its alarm with a word about who accepts it) {
  kept_fleet kept;
  kept.alarms = {kept_alarm(7, kind::audit_broken), kept_alarm(6, kind::account_locked, "A-1")};
  fleet_alarms alarms{kept, hub_clock(0s)};
  CAF_CHECK(!alarms.accept_audit("away", "mara", hub_clock(1s)));
  const auto ended = alarms.accept_audit("home", "mara", hub_clock(1s));
  CAF_REQUIRE(ended.has_value());
  CAF_CHECK_EQUAL(told({*ended}), texts{"7 ended audit_broken home"});
  CAF_CHECK(ended->ended == hub_start + 1s);
  CAF_CHECK_EQUAL(ended->text, "kept (accepted by mara)");
  CAF_CHECK_EQUAL(told(alarms.all()),
                  (texts{"7 ended audit_broken home", "6 raised account_locked home A-1"}));
  CAF_CHECK(!alarms.accept_audit("home", "mara", hub_clock(2s)));
  // It may break again.
  CAF_CHECK_EQUAL(told(look(alarms, {with_broken_audit()}, hub_clock(3s))),
                  (texts{"8 raised audit_broken home", "6 ended account_locked home A-1"}));
}

} // namespace domain_fleet_kept_alarms
