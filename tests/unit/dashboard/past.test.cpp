#define CAF_SUITE dashboard.past

#include "tests/unit/dashboard/running_dashboard.hpp"
#include "tests/unit/dashboard/sample_fleet.hpp"

#include <caf/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <string>

namespace dashboard_past {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

using nlohmann::json;
using words = std::vector<std::string>;

dashboard::server_options hasty() {
  dashboard::server_options options;
  options.desk.patience = 50ms;
  return options;
}

} // namespace

CAF_TEST(a day has points with limits with locks with breaches) {
  const test::running_dashboard hub;
  const auto found = hub.get("/api/daemons/home/accounts/A-1/day?day=today");
  CAF_REQUIRE_EQUAL(found.status, 200u);
  const auto day = json::parse(found.body);
  CAF_CHECK_EQUAL(day.at("day"), "2026-03-03");
  CAF_CHECK_EQUAL(day.at("begin"), "2026-03-02T23:00:00.000000Z");
  CAF_CHECK_EQUAL(day.at("end"), "2026-03-03T23:00:00.000000Z");
  CAF_CHECK(found.body.find(R"("points":[[1772549950,-100.00,-12.00],[1772549980,-512.50,null]])")
            != std::string::npos);
  const auto& limit = day.at("limits").at(0);
  CAF_CHECK_EQUAL(limit.at("rule"), "RULE-003");
  CAF_CHECK_EQUAL(limit.at("label"), "daily loss limit");
  CAF_CHECK_EQUAL(limit.at("measure"), "total");
  CAF_CHECK_EQUAL(limit.at("value"), -500.0);
  CAF_CHECK_EQUAL(day.at("breaches").at(0).at("breach"), 17);
  CAF_CHECK_EQUAL(day.at("breaches").at(0).at("observed"), "-512.00");
  CAF_CHECK(day.at("breaches").at(1).at("observed").is_null());
  CAF_CHECK(hub.history.asked()
            == (words{"results home A-1 2026-03-02T23:00:00.000000Z 2026-03-03T23:00:00.000000Z "
                      "2000",
                      "stories home A-1 2026-03-02T23:00:00.000000Z 2026-03-03T23:00:00.000000Z "
                      "500"}));
}

CAF_TEST(a lock that was in force when told ended as planned) {
  const test::running_dashboard hub;
  const auto held = json::parse(hub.get("/api/daemons/home/accounts/A-1/day").body).at("locks");
  std::size_t in_force = 0;
  for (const auto& each : held)
    in_force += each.at("ended").is_null() ? 1U : 0U;
  CAF_CHECK_EQUAL(in_force, 2u);
  const auto free = json::parse(hub.get("/api/daemons/home/accounts/C-3/day").body).at("locks");
  CAF_REQUIRE_EQUAL(free.size(), 1u);
  CAF_CHECK_EQUAL(free.at(0).at("reason"), "daily loss limit reached");
  CAF_CHECK_EQUAL(free.at(0).at("ended"), "2026-03-03T15:00:05.000000Z");
}

CAF_TEST(an earlier day is counted back from the reset that is known) {
  const test::running_dashboard hub;
  const auto found = hub.get("/api/daemons/home/accounts/A-1/day?day=2026-02-27");
  const auto day = json::parse(found.body);
  CAF_CHECK_EQUAL(day.at("day"), "2026-02-27");
  CAF_CHECK_EQUAL(day.at("begin"), "2026-02-26T23:00:00.000000Z");
  CAF_CHECK(day.at("locks").empty());
}

CAF_TEST(timelines are what riskd told) {
  const test::running_dashboard hub;
  const auto found = hub.get("/api/daemons/home/accounts/B%2F2%20%25/timelines?count=7");
  CAF_REQUIRE_EQUAL(found.status, 200u);
  const auto rows = json::parse(found.body).at("timelines");
  CAF_REQUIRE_EQUAL(rows.size(), 2u);
  CAF_CHECK_EQUAL(rows.at(0), json::parse(test::a_story("B/2 %").document));
  CAF_CHECK_EQUAL(rows.at(1).at("unreadable"), true);
  CAF_CHECK_EQUAL(rows.at(1).at("breach").at("breach"), 16);
  CAF_CHECK(rows.at(1).at("stages").empty());
  CAF_CHECK(hub.history.asked() == words{"stories home B/2 % - - 7"});
}

CAF_TEST(the log is of one account if asked for) {
  const test::running_dashboard hub;
  const auto all = hub.get("/api/daemons/home/log");
  const auto rows = json::parse(all.body).at("records");
  CAF_REQUIRE_EQUAL(rows.size(), 2u);
  CAF_CHECK_EQUAL(rows.at(0).at("n"), 412);
  CAF_CHECK_EQUAL(rows.at(0).at("rule"), "RULE-003");
  CAF_CHECK(rows.at(1).at("name").is_null());
  CAF_CHECK(rows.at(1).at("rule").is_null());
  const auto one = hub.get("/api/daemons/home/log?account=A-1&count=3");
  CAF_CHECK_EQUAL(one.status, 200u);
  CAF_CHECK(hub.history.asked() == (words{"records home '' 50", "records home 'A-1' 3"}));
}

CAF_TEST(alarms are those written down with those only known) {
  const test::running_dashboard hub;
  const auto rows = json::parse(hub.get("/api/alarms").body).at("alarms");
  CAF_REQUIRE_EQUAL(rows.size(), 3u);
  CAF_CHECK_EQUAL(rows.at(0).at("id"), 3);
  CAF_CHECK_EQUAL(rows.at(1).at("kind"), "daemon_silent");
  CAF_CHECK(rows.at(1).at("account").is_null());
  // Written down as going on, known to be over.
  CAF_CHECK(!rows.at(2).at("ended").is_null());
  const auto few = json::parse(hub.get("/api/alarms?count=2").body).at("alarms");
  CAF_CHECK_EQUAL(few.size(), 2u);
  CAF_CHECK(hub.history.asked() == (words{"alarms 100", "alarms 2"}));
}

CAF_TEST(a history that cannot be read is told as that) {
  test::running_dashboard hub;
  hub.history.is_readable = false;
  for (const auto* target :
       {"/api/alarms", "/api/daemons/home/log", "/api/daemons/home/accounts/A-1/day",
        "/api/daemons/home/accounts/A-1/timelines"}) {
    const auto found = hub.get(target);
    CAF_CHECK_EQUAL(found.status, 500u);
    CAF_CHECK(found.body.find("the disk is gone") != std::string::npos);
  }
}

CAF_TEST(while the disk is slow everything else goes on) {
  test::running_dashboard hub;
  hub.history.hold();
  test::hub_connection waiting{hub.server->port()};
  waiting.send(
    hub.request("GET", "/api/alarms", "Authorization: Bearer the token of all tests\r\n"));
  hub.history.wait_until_held();
  const auto overview = hub.get("/api/overview");
  CAF_CHECK_EQUAL(overview.status, 200u);
  hub.history.release();
  const auto found = waiting.receive_answer();
  CAF_CHECK_EQUAL(found.status, 200u);
}

CAF_TEST(an answer that takes too long is given up) {
  test::running_dashboard hub{hasty()};
  hub.history.hold();
  test::hub_connection client{hub.server->port()};
  client.send(
    hub.request("GET", "/api/alarms", "Authorization: Bearer the token of all tests\r\n"));
  const auto found = client.receive_answer();
  CAF_CHECK_EQUAL(found.status, 503u);
  hub.history.release();
  // The answer that comes late is not taken for that of the next request.
  client.send(hub.request("GET", "/favicon.svg"));
  const auto next = client.receive_answer();
  CAF_CHECK_EQUAL(next.body, "<svg/>");
}

} // namespace dashboard_past
