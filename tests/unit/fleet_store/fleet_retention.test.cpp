#define CAF_SUITE fleet_store.retention

#include "adapters/fleet_store/fleet_retention.hpp"

#include "adapters/fleet_store/fleet_writer.hpp"
#include "adapters/fleet_store/open_fleet_database.hpp"
#include "tests/unit/fleet_store/fleet_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>

namespace fleet_store_retention {

using namespace riskd;
using namespace riskd::fleet;

namespace {

constexpr std::int64_t day = 86'400;

/// A database without the store's thread around it, so that every step can be looked at.
struct fixture {
  test::temporary_directory directory;
  sqlite::connection database
    = open_fleet_database({directory.path() / "fleet.db", std::chrono::milliseconds{1}, "", {}})
        .value()
        .database;
  fleet_writer writer = fleet_writer::prepare(database).value();
  retention_limits limits;

  fixture() {
    limits.alarms = 3;
    limits.rows_per_step = 4;
  }

  void write(const fleet_batch& batch) {
    CAF_REQUIRE(database.begin().has_value());
    CAF_REQUIRE(writer.write(batch).has_value());
    CAF_REQUIRE(database.commit().has_value());
  }

  std::int64_t ask(const std::string& sql) {
    return database.read_integer(sql).value();
  }

  std::int64_t rows() {
    return ask("SELECT (SELECT count(*) FROM points) + (SELECT count(*) FROM records)"
               " + (SELECT count(*) FROM stories) + (SELECT count(*) FROM alarms)");
  }

  /// Makes a whole pass at that time and returns how many steps it took.
  int pass(std::int64_t now) {
    auto retention = fleet_retention::prepare(database, limits).value();
    for (int steps = 1; steps < 10'000; ++steps) {
      const auto before = rows();
      const auto more = retention.step(database, test::fleet_time(now)).value();
      CAF_CHECK(before - rows() <= limits.rows_per_step);
      if (!more)
        return steps;
    }
    CAF_FAIL("the pass does not end");
    return 0;
  }
};

domain::audit_report record_at(std::int64_t n, std::int64_t second) {
  auto x = test::a_record(n);
  x.at = test::fleet_time(second);
  return x;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(fleet_retention_tests, fixture)

CAF_TEST(points go once they are older than thirty days) {
  fleet_batch batch;
  for (const std::int64_t at : {std::int64_t{0}, std::int64_t{1}, day})
    for (const char* account : {"A-1", "A-2"})
      for (const char* daemon : {"home", "office"})
        batch.points.push_back(test::a_point(at, 1, 0, account, daemon));
  write(batch);
  pass(30 * day);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM points"), 12);
  pass(30 * day + 1);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM points"), 8);
  pass(31 * day);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM points"), 4);
  pass(31 * day + 1);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM points"), 0);
}

CAF_TEST(records of earlier eras go first wherever they stand) {
  fleet_batch batch;
  for (std::int64_t n = 21; n <= 40; ++n)
    batch.records.push_back({"home", record_at(n, n), 0});
  for (std::int64_t n = 11; n <= 30; ++n)
    batch.records.push_back({"home", record_at(n, 30 + n), 1});
  write(batch);
  pass(400 * day + 31);
  CAF_CHECK_EQUAL(ask("SELECT min(n) FROM records WHERE era = 0"), 31);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM records WHERE era = 1"), 20);
  pass(400 * day + 46);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM records WHERE era = 0"), 0);
  CAF_CHECK_EQUAL(ask("SELECT min(n) FROM records WHERE era = 1"), 16);
  pass(4000 * day);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM records"), 1);
  CAF_CHECK_EQUAL(ask("SELECT n FROM records WHERE era = 1"), 30);
}

CAF_TEST(records go after four hundred days except the last of each daemon) {
  fleet_batch batch;
  for (std::int64_t n = 1; n <= 30; ++n)
    batch.records.push_back({"home", record_at(n, n)});
  batch.records.push_back({"office", record_at(77, 0)});
  write(batch);
  pass(400 * day + 1);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM records"), 31);
  pass(400 * day + 11);
  CAF_CHECK_EQUAL(ask("SELECT min(n) FROM records WHERE daemon = 'home'"), 11);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM records WHERE daemon = 'home'"), 20);
  pass(4000 * day);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM records"), 2);
  CAF_CHECK_EQUAL(ask("SELECT n FROM records WHERE daemon = 'home'"), 30);
  CAF_CHECK_EQUAL(ask("SELECT n FROM records WHERE daemon = 'office'"), 77);
}

CAF_TEST(the last record stays when a chain begins anew) {
  fleet_batch batch;
  for (std::int64_t n = 1; n <= 9; ++n)
    batch.records.push_back({"home", test::a_record(n, "A-1", 1)});
  batch.records.push_back({"home", test::a_record(1, "A-1", 2)});
  write(batch);
  pass(4000 * day);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM records"), 1);
  CAF_CHECK_EQUAL(ask("SELECT chain FROM records"), 2);
}

CAF_TEST(what is left of a chain has no gap whatever the clocks did) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random{seed};
    fleet_batch batch;
    const auto daemon = "daemon " + std::to_string(seed);
    std::int64_t first_young = 0;
    const std::int64_t last = 1 + static_cast<std::int64_t>(random() % 40);
    for (std::int64_t n = 1; n <= last; ++n) {
      const auto at = static_cast<std::int64_t>(random() % (n < 20 ? 110 : 800));
      batch.records.push_back({daemon, record_at(n, at)});
      if (first_young == 0 && (at >= 100 || n == last))
        first_young = n;
    }
    write(batch);
    pass(400 * day + 100);
    const auto where = " FROM records WHERE daemon = '" + daemon + "'";
    CAF_MESSAGE("seed " << seed);
    CAF_CHECK_EQUAL(ask("SELECT min(n)" + where), first_young);
    CAF_CHECK_EQUAL(ask("SELECT max(n)" + where), last);
    CAF_CHECK_EQUAL(ask("SELECT count(*)" + where), last - first_young + 1);
  }
}

CAF_TEST(stories go after four hundred days) {
  fleet_batch batch;
  for (std::int64_t i = 1; i <= 20; ++i)
    batch.stories.push_back({i % 2 == 0 ? "home" : "office", test::a_story(i, i)});
  write(batch);
  pass(400 * day + 6);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM stories"), 15);
  CAF_CHECK_EQUAL(ask("SELECT min(breach) FROM stories"), 6);
}

CAF_TEST(the newest alarms stay with those that go on) {
  fleet_batch batch;
  for (std::uint64_t id = 1; id <= 12; ++id)
    batch.alarms.push_back(test::an_alarm(id, id == 2));
  write(batch);
  pass(0);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM alarms"), 4);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM alarms WHERE id IN (2, 10, 11, 12)"), 4);
}

CAF_TEST(a pass takes steps that are small) {
  fleet_batch batch;
  for (std::int64_t i = 0; i < 41; ++i)
    batch.points.push_back(test::a_point(i, 1));
  write(batch);
  CAF_CHECK_EQUAL(pass(90 * day), 11);
  CAF_CHECK_EQUAL(rows(), 0);
  CAF_CHECK_EQUAL(pass(90 * day), 1);
}

CAF_TEST(a step of many series looks only at some of them) {
  fleet_batch batch;
  for (int i = 0; i < 250; ++i)
    batch.points.push_back(test::a_point(0, 1, 0, "A-" + std::to_string(i)));
  write(batch);
  CAF_CHECK_EQUAL(pass(0), 3);
  CAF_CHECK_EQUAL(rows(), 250);
}

CAF_TEST(a step that fails leaves everything while the next one begins anew) {
  fleet_batch batch;
  for (std::int64_t i = 0; i < 6; ++i)
    batch.points.push_back(test::a_point(i, 1));
  write(batch);
  auto retention = fleet_retention::prepare(database, limits).value();
  {
    auto other = sqlite::connection::open({directory.path() / "fleet.db"}).value();
    CAF_REQUIRE(other.begin().has_value());
    CAF_CHECK(retention.step(database, test::fleet_time(90 * day)).has_error());
  }
  CAF_CHECK_EQUAL(rows(), 6);
  CAF_CHECK(retention.step(database, test::fleet_time(90 * day)).value());
  CAF_CHECK_EQUAL(rows(), 2);
}

CAF_TEST_FIXTURE_SCOPE_END()

namespace {

/// Opens the store, waits for its first pass, lets time pass, and wakes it.
struct store_fixture : test::fleet_fixture {
  store_fixture() {
    options.retention.points = std::chrono::seconds{100};
    open();
    keep_points(1, 10);
    keep_records(1, 10);
    close();
  }

  void open_at(std::int64_t seconds) {
    clock.set(seconds);
    open();
    // Opening reads the clock, and every step does.
    CAF_REQUIRE(clock.wait_for_readings(2));
  }

  void wake_at(std::int64_t seconds) {
    clock.set(seconds);
    store->keep(test::an_alarm(1));
    CAF_REQUIRE(clock.wait_for_readings(1));
    close();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(fleet_store_retention_tests, store_fixture)

CAF_TEST(a store deletes in quiet times while it keeps what anchors) {
  open_at(4000 * day);
  close();
  CAF_CHECK(points().empty());
  CAF_CHECK((record_numbers() == std::vector<std::int64_t>{10}));
}

CAF_TEST(the next pass waits until its time) {
  open_at(50);
  wake_at(50 + 3599);
  CAF_CHECK_EQUAL(points().size(), 10u);
}

CAF_TEST(the next pass begins at its time) {
  open_at(50);
  wake_at(50 + 3600);
  CAF_CHECK(points().empty());
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace fleet_store_retention
