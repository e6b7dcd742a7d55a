#define CAF_SUITE fleet_store.keeping

#include "adapters/fleet_store/fleet_store.hpp"

#include "adapters/fleet_store/fleet_restore.hpp"
#include "tests/unit/fleet_store/fleet_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <limits>

namespace fleet_store_keeping {

using namespace riskd;
using namespace riskd::fleet;

namespace {

struct fixture : test::fleet_fixture {
  fixture() {
    open();
  }

  void keep_story(const domain::story_report& x) {
    domain::kept_records next;
    next.daemon = "home";
    next.stories = {x};
    store->keep(std::move(next));
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(fleet_store_tests, fixture)

CAF_TEST(a new store knows nothing) {
  const auto found = store->restore().value();
  CAF_CHECK(found.daemons.empty());
  CAF_CHECK(found.alarms.empty());
  CAF_CHECK_EQUAL(found.last_alarm, 0u);
  CAF_CHECK_EQUAL(what.damage, "");
}

CAF_TEST(every member of what is kept comes back) {
  const auto record = test::a_record(5);
  const auto story = test::a_story(17, 3);
  const auto alarm = test::an_alarm(9);
  const auto going_on = test::an_alarm(10, true);
  auto point = test::a_point(4, -7, -3);
  point.what.realized = domain::money{std::numeric_limits<std::int64_t>::min()};
  const auto unknown = test::a_point(5, -7, std::nullopt);
  store->keep(domain::kept_records{"home", {record}, {story}});
  store->keep(alarm);
  store->keep(going_on);
  store->keep(point);
  store->keep(unknown);
  close();
  const auto from = reader();
  const auto records = from.records("home", "", 10, test::never_over).value();
  const auto stories = from.stories("home", "", {}, {}, 10, test::never_over).value();
  const auto alarms = from.alarms(10, test::never_over).value();
  CAF_CHECK(records == std::vector{record});
  CAF_CHECK(stories == std::vector{story});
  CAF_CHECK((alarms == std::vector{going_on, alarm}));
  CAF_CHECK((points() == std::vector{point.what, unknown.what}));
}

CAF_TEST(a restarted hub goes on with what it knew) {
  const auto home = test::a_daemon("home", {"A-1", "A-2"});
  auto office = test::a_daemon("office", {});
  office->what.reset();
  office->last_heard.reset();
  store->keep(office);
  store->keep(home);
  keep_records(1, 3);
  store->keep(domain::kept_records{"cellar", {test::a_record(8, "", 4)}, {}});
  const auto found = reopened();
  CAF_REQUIRE_EQUAL(found.daemons.size(), 3u);
  const auto& cellar = found.daemons[0];
  CAF_CHECK_EQUAL(cellar.name, "cellar");
  CAF_CHECK((cellar.records_until == domain::record_place{4, 8}));
  CAF_CHECK_EQUAL(cellar.hash, test::a_record(8, "", 4).hash);
  CAF_CHECK(!cellar.what);
  const auto& known = found.daemons[1];
  CAF_CHECK_EQUAL(known.name, "home");
  CAF_CHECK(known.what == home->what);
  CAF_CHECK(known.last_heard == home->last_heard);
  CAF_CHECK((known.accounts == std::vector{home->accounts[0].what, home->accounts[1].what}));
  CAF_CHECK((known.records_until == domain::record_place{1, 3}));
  CAF_CHECK_EQUAL(known.hash, test::a_record(3).hash);
  const auto& unheard = found.daemons[2];
  CAF_CHECK_EQUAL(unheard.name, "office");
  CAF_CHECK(!unheard.what);
  CAF_CHECK(!unheard.last_heard);
  CAF_CHECK(!unheard.records_until);
}

CAF_TEST(the newest state of a daemon replaces the one before) {
  store->keep(test::a_daemon("home", {"A-1", "A-2"}));
  CAF_REQUIRE_EQUAL(reopened().daemons.size(), 1u);
  const auto next = test::a_daemon("home", {"A-2", "A-3"});
  next->what->audit_end.reset();
  next->what->answers = false;
  next->accounts[0].what.state = domain::protection::unprotected;
  next->accounts[0].what.realized.reset();
  store->keep(next);
  const auto found = reopened();
  CAF_REQUIRE_EQUAL(found.daemons.size(), 1u);
  CAF_CHECK(found.daemons[0].what == next->what);
  CAF_CHECK(
    (found.daemons[0].accounts == std::vector{next->accounts[0].what, next->accounts[1].what}));
}

CAF_TEST(the last chain ends the audit of a daemon) {
  keep_records(900, 901);
  store->keep(domain::kept_records{"home", {test::a_record(1, "", 2)}, {}});
  const auto found = reopened();
  CAF_REQUIRE_EQUAL(found.daemons.size(), 1u);
  CAF_CHECK((found.daemons[0].records_until == domain::record_place{2, 1}));
}

CAF_TEST(a record that is known stays the evidence) {
  keep_records(1, 2);
  auto rewritten = test::a_record(2);
  rewritten.hash = std::string(64, 'f');
  rewritten.text = "Nothing happened.";
  store->keep(domain::kept_records{"home", {rewritten}, {}});
  close();
  const auto found = reader().records("home", "", 10, test::never_over).value();
  CAF_CHECK((found == std::vector{test::a_record(2), test::a_record(1)}));
}

CAF_TEST(a story that goes on replaces what was known of it) {
  auto story = test::a_story(1, 10);
  keep_story(story);
  story.document = R"({"breach":1,"flat":true})";
  keep_story(story);
  // A daemon without its journal began to count anew.
  keep_story(test::a_story(1, 99));
  close();
  const auto found = reader().stories("home", "", {}, {}, 10, test::never_over).value();
  CAF_CHECK((found == std::vector{test::a_story(1, 99), story}));
}

CAF_TEST(an alarm that ends replaces itself) {
  store->keep(test::an_alarm(1, true));
  CAF_REQUIRE_EQUAL(reopened().alarms.size(), 1u);
  store->keep(test::an_alarm(1, false));
  const auto found = reopened();
  CAF_REQUIRE_EQUAL(found.alarms.size(), 1u);
  CAF_CHECK(found.alarms[0] == test::an_alarm(1, false));
}

CAF_TEST(alarms that go on are told however old beside the latest) {
  store->keep(test::an_alarm(3, true));
  for (std::uint64_t id = 4; id < 300; ++id)
    store->keep(test::an_alarm(id));
  const auto found = reopened();
  CAF_REQUIRE_EQUAL(found.alarms.size(), static_cast<std::size_t>(restored_alarms_max) + 1);
  CAF_CHECK_EQUAL(found.alarms.front().id, 299u);
  CAF_CHECK_EQUAL(found.alarms.back().id, 3u);
  CAF_CHECK_EQUAL(found.last_alarm, 299u);
}

CAF_TEST(of two points at one time the later one counts) {
  store->keep(test::a_point(1, 5));
  store->keep(test::a_point(1, 6));
  close();
  CAF_CHECK((points() == std::vector{test::a_point(1, 6).what}));
}

CAF_TEST(texts of any content come back as they were) {
  const std::string odd{"zero\0 quote' percent% ;\xf0\x9f\x98\x80\n", 28};
  auto record = test::a_record(1, odd);
  record.text = odd;
  store->keep(domain::kept_records{odd, {record}, {}});
  close();
  const auto found = reader().records(odd, odd, 10, test::never_over).value();
  CAF_CHECK(found == std::vector{record});
}

CAF_TEST(stopping writes everything that waits) {
  options.pace.commit_interval = std::chrono::hours{24};
  open();
  keep_records(1, 1700);
  keep_points(1, 1700);
  close();
  CAF_CHECK_EQUAL(record_numbers().size(), 1700u);
  CAF_CHECK_EQUAL(points().size(), 1700u);
}

CAF_TEST(a second hub is kept out) {
  const auto second = open_fleet_store(options);
  CAF_REQUIRE(second.has_error());
  CAF_CHECK(second.error().code == domain::failure_code::refused);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace fleet_store_keeping
