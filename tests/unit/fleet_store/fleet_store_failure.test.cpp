#define CAF_SUITE fleet_store.failing

#include "adapters/fleet_store/fleet_store.hpp"
#include "tests/unit/fleet_store/fleet_fixture.hpp"
#include "tests/unit/sqlite/faulty_disk.hpp"
#include "tests/unit/sqlite/file_size_limit.hpp"

#include <caf/test/unit_test.hpp>
#include <sqlite3.h>

#include <numeric>
#include <vector>

namespace fleet_store_failing {

using namespace riskd;
using namespace riskd::fleet;

namespace {

struct fixture : test::fleet_fixture {
  test::faulty_disk disk;

  fixture() {
    options.vfs = test::faulty_disk::name;
    open();
  }

  ~fixture() {
    disk.repair();
    close();
  }

  /// Opens the store with room for about so many points.
  void open_with_room_for(std::size_t rows) {
    options.queue_bytes_max = rows * (sizeof(domain::kept_point) + 7);
    open();
  }
};

std::vector<std::int64_t> numbers(std::int64_t first, std::int64_t last) {
  std::vector<std::int64_t> out(static_cast<std::size_t>(last - first + 1));
  std::iota(out.begin(), out.end(), first);
  return out;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(fleet_store_failure_tests, fixture)

CAF_TEST(a full disk is told once while everything is written when there is room) {
  disk.fail(1, SQLITE_FULL, true);
  keep_records(1, 5);
  CAF_REQUIRE(told.wait_for(1));
  keep_records(6, 10);
  keep_points(1, 20);
  store->keep(test::an_alarm(1));
  store->keep(test::a_daemon("home", {"A-1"}));
  disk.repair();
  CAF_REQUIRE(told.wait_for(2));
  close();
  const auto reports = told.all();
  CAF_REQUIRE_EQUAL(reports.size(), 2u);
  CAF_CHECK(!reports[0].is_working);
  CAF_CHECK(reports[0].reason.find("fleet.db") != std::string::npos);
  CAF_CHECK(reports[1].is_working);
  CAF_CHECK_EQUAL(reports[1].dropped, 0u);
  CAF_CHECK(record_numbers() == numbers(1, 10));
  CAF_CHECK_EQUAL(points().size(), 20u);
  const auto found = reopened();
  CAF_CHECK_EQUAL(found.alarms.size(), 1u);
  CAF_CHECK_EQUAL(found.daemons.size(), 1u);
}

CAF_TEST(the oldest points are dropped while the disk stays full) {
  open_with_room_for(50);
  disk.fail(1, SQLITE_FULL, true);
  keep_records(1, 1);
  CAF_REQUIRE(told.wait_for(1));
  keep_records(2, 4);
  keep_points(1, 500);
  const auto dropped = store->dropped();
  CAF_CHECK(dropped >= 450u);
  disk.repair();
  CAF_REQUIRE(told.wait_for(2));
  const auto reports = told.all();
  CAF_CHECK_EQUAL(reports[1].dropped, dropped);
  close();
  CAF_CHECK_EQUAL(told.all().size(), 2u);
  CAF_CHECK(record_numbers() == numbers(1, 4));
  const auto kept = points();
  CAF_REQUIRE_EQUAL(kept.size() + dropped, 500u);
  CAF_CHECK(kept.back() == test::a_point(500, 500).what);
  const auto oldest = static_cast<std::int64_t>(dropped) + 1;
  CAF_CHECK(kept.front() == test::a_point(oldest, oldest).what);
}

CAF_TEST(trouble that comes back is told again) {
  for (std::size_t round = 0; round < 3; ++round) {
    disk.fail(1, SQLITE_IOERR_WRITE, true);
    const auto n = static_cast<std::int64_t>(round) + 1;
    keep_records(n, n);
    CAF_REQUIRE(told.wait_for(2 * round + 1));
    disk.repair();
    CAF_REQUIRE(told.wait_for(2 * round + 2));
  }
  const auto reports = told.all();
  for (std::size_t i = 0; i < reports.size(); ++i)
    CAF_CHECK_EQUAL(reports[i].is_working, i % 2 == 1);
  close();
  CAF_CHECK(record_numbers() == numbers(1, 3));
}

CAF_TEST(a failure of any single write loses nothing) {
  std::int64_t n = 0;
  for (const int code : {SQLITE_FULL, SQLITE_IOERR_WRITE})
    for (std::int64_t nth = 1; nth <= 10; ++nth) {
      disk.fail(nth, code, false);
      keep_records(n + 1, n + 20);
      n += 20;
      close();
      disk.repair();
      open();
    }
  close();
  CAF_CHECK(!told.all().empty());
  CAF_CHECK(record_numbers() == numbers(1, n));
}

// Nobody would ever come back from keeping if it waited for a disk that hangs.
CAF_TEST(keeping never waits for a disk that hangs) {
  open_with_room_for(100);
  disk.block();
  keep_records(1, 1);
  disk.wait_until_blocked();
  keep_points(1, 1000);
  keep_records(2, 5);
  store->keep(test::an_alarm(1));
  store->keep(test::a_daemon("home", {"A-1"}));
  CAF_CHECK(store->dropped() >= 900u);
  const auto reports = told.all();
  CAF_REQUIRE_EQUAL(reports.size(), 1u);
  CAF_CHECK(!reports[0].is_working);
  disk.repair();
  CAF_CHECK(told.wait_for(2));
  close();
  CAF_CHECK(record_numbers() == numbers(1, 5));
}

CAF_TEST(readers get what was written while a write hangs) {
  keep_records(1, 3);
  keep_points(1, 3);
  open();
  disk.block();
  keep_records(4, 6);
  disk.wait_until_blocked();
  const auto records_then = record_numbers();
  const auto points_then = points();
  disk.repair();
  CAF_CHECK(records_then == numbers(1, 3));
  CAF_CHECK_EQUAL(points_then.size(), 3u);
  close();
  CAF_CHECK(record_numbers() == numbers(1, 6));
}

CAF_TEST(a full group is written before its time) {
  options.pace.commit_interval = std::chrono::hours{24};
  open();
  disk.block();
  keep_points(1, static_cast<std::int64_t>(options.pace.rows_max));
  disk.wait_until_blocked();
  disk.repair();
  close();
  CAF_CHECK_EQUAL(points().size(), options.pace.rows_max);
}

CAF_TEST(files that cannot grow are told while everything is written later) {
  {
    const test::file_size_limit limit{32'768};
    keep_records(1, 600);
    CAF_REQUIRE(told.wait_for(1));
    CAF_CHECK(!told.all().front().is_working);
  }
  CAF_REQUIRE(told.wait_for(2));
  close();
  CAF_CHECK(record_numbers() == numbers(1, 600));
  CAF_CHECK_EQUAL(what.damage, "");
}

CAF_TEST(a history that is moved away is told then gets its rows when it is back) {
  keep_records(1, 1);
  open();
  const auto elsewhere = directory.path() / "elsewhere.db";
  std::filesystem::rename(file(), elsewhere);
  keep_records(2, 2);
  CAF_REQUIRE(told.wait_for(1));
  std::filesystem::rename(elsewhere, file());
  CAF_REQUIRE(told.wait_for(2));
  close();
  CAF_CHECK(record_numbers() == numbers(1, 2));
}

CAF_TEST(what cannot be written before the end is counted) {
  disk.fail(1, SQLITE_FULL, true);
  keep_records(1, 3);
  CAF_REQUIRE(told.wait_for(1));
  keep_points(1, 2);
  store->stop(domain::duration{});
  CAF_CHECK_EQUAL(store->dropped(), 5u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace fleet_store_failing
