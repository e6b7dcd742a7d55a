#define CAF_SUITE monitor.hub_health

#include "apps/riskctl/hub_health.hpp"

#include "adapters/dashboard/fleet_json.hpp"
#include "tests/unit/dashboard/sample_fleet.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace monitor_hub_health {

using namespace riskd;
using namespace riskd::test;
using riskctl::fleet_health;
using riskctl::json;

namespace {

using domain::account_look;
using domain::daemon_standing;
using domain::fleet_daemon;
using domain::protection;

/// What a hub tells of these daemons.
json told(const std::vector<fleet_daemon>& daemons) {
  dashboard::fleet_writer writer;
  dashboard::hub_facts facts;
  facts.name = "hub-1";
  return json::parse(dashboard::overview_text(*writer.view(a_fleet(daemons)), facts, fleet_time()));
}

fleet_health health_of(const std::vector<fleet_daemon>& daemons) {
  return riskctl::health_of_fleet(told(daemons));
}

std::string headline_of(const std::vector<fleet_daemon>& daemons) {
  return health_of(daemons).headline;
}

/// A live daemon whose second account is in this state.
fleet_daemon with_account(protection state, account_look look) {
  auto out = small_daemon("home", {"A-1", "A-2"});
  auto& account = out.accounts.back();
  account.what.state = state;
  account.look = look;
  account.what.document
    = R"({"name":"A-2","state":")" + std::string{to_string(state)} + R"(","reasons":["as it is"]})";
  return out;
}

fleet_daemon standing(daemon_standing how, const std::string& remark) {
  auto out = small_daemon("home", {"A-1", "A-2"});
  out.standing = how;
  out.remark = remark;
  for (auto& each : out.accounts)
    each.look = domain::look_of(each.what, how);
  return out;
}

} // namespace

CAF_TEST(a fleet is as good as its worst daemon) {
  struct row {
    fleet_daemon daemon;
    const char* headline;
  };
  const row rows[]{
    {standing(daemon_standing::live, ""), "READY: 2 daemons, 3 PROTECTED, 0 locked"},
    {standing(daemon_standing::silent, "nothing for 30 s"), "SILENT: home (nothing for 30 s)"},
    {standing(daemon_standing::silent, ""), "SILENT: home (nothing is heard of it)"},
    {standing(daemon_standing::never, "not seen"), "SILENT: home (not seen)"},
    {standing(daemon_standing::unreachable, "refused"), "UNPROTECTED: home (refused)"},
    {standing(daemon_standing::unreachable, ""), "UNPROTECTED: home (riskd does not answer)"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.headline);
    const auto health = health_of({each.daemon, small_daemon("vps", {"B-1"})});
    CAF_CHECK_EQUAL(health.headline, each.headline);
    CAF_CHECK_EQUAL(health.is_healthy(), each.daemon.standing == daemon_standing::live);
  }
}

CAF_TEST(a daemon is as good as its worst account) {
  // R-O-7.
  struct row {
    protection state;
    account_look look;
    const char* headline;
  };
  const row rows[]{
    {protection::protected_, account_look::protected_, "READY: 1 daemon, 2 PROTECTED, 0 locked"},
    {protection::shadow, account_look::shadow, "READY: 1 daemon, 1 PROTECTED, 1 SHADOW, 0 locked"},
    {protection::unprotected, account_look::unprotected, "UNPROTECTED: home A-2 (as it is)"},
    {protection::protected_, account_look::unprotected, "UNPROTECTED: home A-2 (as it is)"},
    {protection::degraded, account_look::degraded, "DEGRADED: home A-2 (as it is)"},
    {protection::degraded, account_look::locked, "DEGRADED: home A-2 (as it is)"},
    {protection::starting, account_look::starting, "STARTING: home A-2 (as it is)"},
    {protection::protected_, account_look::silent, "SILENT: home A-2 (as it is)"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.headline);
    const auto health = health_of({with_account(each.state, each.look)});
    CAF_CHECK_EQUAL(health.headline, each.headline);
    CAF_CHECK_EQUAL(health.is_healthy(), std::string{each.headline}.starts_with("READY"));
  }
}

CAF_TEST(a locked account is no fault) {
  auto daemon = small_daemon("home", {"A-1"});
  auto& account = daemon.accounts.front();
  account.what.is_locked = true;
  account.look = account_look::locked;
  account.what.document = R"({"name":"A-1","state":"PROTECTED","locked":true})";
  CAF_CHECK_EQUAL(headline_of({daemon}), "READY: 1 daemon, 1 PROTECTED, 1 locked");
}

CAF_TEST(what riskd says of itself counts) {
  auto daemon = small_daemon("home", {"A-1"});
  const auto tell = [&daemon](const std::string& facts) {
    daemon.what->document = R"({"schema":1,"daemon":{"storage":{}},"gateways":[],"alerts":[],)"
                            R"("notifications":{"channels":[]},)"
                            + facts + "}";
    return headline_of({daemon});
  };
  CAF_CHECK_EQUAL(tell(R"("healthy":true)"), "READY: 1 daemon, 1 PROTECTED, 0 locked");
  CAF_CHECK_EQUAL(tell(R"("healthy":false,"headline":"DEGRADED: riskd",)"
                       R"("problems":[{"state":"DEGRADED","account":null,"text":"a hub is down"},)"
                       R"({"state":"DEGRADED","account":"A-1","text":"told by its account"}])"),
                  "DEGRADED: home (a hub is down)");
  CAF_CHECK_EQUAL(tell(R"("healthy":false,"headline":"something new")"),
                  "DEGRADED: home (something new)");
  CAF_CHECK_EQUAL(tell(R"("problems":7)"), "DEGRADED: home ()");
  daemon.what->document = "[1,2]";
  CAF_CHECK_EQUAL(headline_of({daemon}), "UNPROTECTED: home (what riskd tells cannot be read)");
  daemon.what.reset();
  CAF_CHECK_EQUAL(headline_of({daemon}), "STARTING: home (riskd has told nothing yet)");
}

CAF_TEST(the worst comes first while the rest is counted) {
  std::vector<fleet_daemon> daemons;
  for (const auto* name : {"a", "b", "c", "d", "e", "f", "g"}) {
    daemons.push_back(unseen_daemon(name));
    daemons.back().remark = "x";
  }
  daemons.push_back(with_account(protection::starting, account_look::starting));
  auto gone = small_daemon("zoo", {});
  gone.standing = daemon_standing::unreachable;
  daemons.push_back(gone);
  const auto health = health_of(daemons);
  CAF_CHECK_EQUAL(health.headline, "UNPROTECTED: zoo (riskd does not answer); "
                                   "SILENT: a (x), b (x), c (x), d (x), e (x), 2 more; "
                                   "STARTING: home A-2 (as it is)");
  CAF_CHECK_EQUAL(health.problems.size(), 9u);
}

CAF_TEST(a hub that knows nobody shows nobody guarded) {
  const auto health = health_of({});
  CAF_CHECK(!health.is_healthy());
  CAF_CHECK_EQUAL(health.headline, "SILENT: hub hub-1 (it has heard of no daemon)");
}

CAF_TEST(another form is no overview) {
  for (const auto* text :
       {R"({})", R"({"daemons":null})", R"({"daemons":{}})", R"({"daemons":[1]})",
        R"({"daemons":[{"name":"home","state":"live","remark":""}]})"}) {
    CAF_MESSAGE(text);
    bool is_refused = false;
    try {
      static_cast<void>(riskctl::health_of_fleet(json::parse(text)));
    } catch (const json::exception&) {
      is_refused = true;
    }
    CAF_CHECK(is_refused);
  }
}

} // namespace monitor_hub_health
