#define CAF_SUITE fleet_store.opening

#include "adapters/fleet_store/open_fleet_database.hpp"

#include "adapters/fleet_store/fleet_migrations.hpp"
#include "tests/unit/fleet_store/fleet_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <set>
#include <string>

namespace fleet_store_opening {

using namespace riskd;
using namespace riskd::fleet;

namespace {

struct fixture : test::fleet_fixture {
  fixture() {
    open();
    keep_records(1, 200);
    keep_points(1, 200);
    close();
  }

  void execute(const std::string& sql) {
    auto database = sqlite::connection::open_plain(file()).value();
    CAF_REQUIRE(database.execute(sql).has_value());
  }

  std::int64_t ask(const std::string& sql) {
    auto database = sqlite::connection::open_to_read(file()).value();
    return database.read_integer(sql).value();
  }

  std::set<std::string> files() const {
    std::set<std::string> out;
    for (const auto& each : std::filesystem::directory_iterator{options.directory})
      out.insert(each.path().filename().string());
    return out;
  }

  /// Opens what is damaged and checks that a new history begins and the old one is still there.
  void check_quarantine(const std::string& damaged) {
    open();
    CAF_CHECK(!what.damage.empty());
    CAF_REQUIRE(!what.moved_aside.empty());
    CAF_CHECK_EQUAL(test::read_file(what.moved_aside.front()).size(), damaged.size());
    CAF_CHECK(test::read_file(what.moved_aside.front()) == damaged);
    CAF_CHECK(store->restore().value().daemons.empty());
    keep_records(7, 9);
    close();
    CAF_CHECK((record_numbers() == std::vector<std::int64_t>{7, 8, 9}));
    open();
    CAF_CHECK_EQUAL(what.damage, "");
    CAF_CHECK(what.moved_aside.empty());
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(open_fleet_database_tests, fixture)

CAF_TEST(the migrations of the hub are numbered from one without gaps) {
  int expected = 0;
  for (const auto& each : fleet_migrations())
    CAF_CHECK_EQUAL(each.number, ++expected);
  CAF_CHECK(expected >= 1);
  CAF_CHECK_EQUAL(ask("PRAGMA user_version"), expected);
}

CAF_TEST(every table is strict) {
  CAF_CHECK_EQUAL(
    ask("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 1"), 6);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
                      " AND name NOT LIKE 'sqlite%'"),
                  0);
}

CAF_TEST(commits go to the log without a sync each) {
  auto opened
    = open_fleet_database({file(), std::chrono::milliseconds{1}, "", clock.now().wall}).value();
  const auto synchronous = opened.database.read_integer("PRAGMA synchronous").value();
  CAF_CHECK_EQUAL(synchronous, 1);
  const auto is_wal
    = opened.database
        .read_integer("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'")
        .value();
  CAF_CHECK_EQUAL(is_wal, 1);
}

CAF_TEST(nobody but the owner can read any file) {
  open();
  keep_points(1, 3);
  CAF_CHECK_EQUAL(test::mode_of(options.directory), 0700);
  const auto all = files();
  CAF_CHECK(all.contains("fleet.db"));
  CAF_CHECK(all.contains("fleet.db-wal"));
  for (const auto& each : all) {
    CAF_MESSAGE(each);
    CAF_CHECK_EQUAL(test::mode_of(options.directory / each), 0600);
  }
}

CAF_TEST(a file that others could read is closed to them) {
  std::filesystem::permissions(file(), std::filesystem::perms{0644});
  open();
  CAF_CHECK_EQUAL(test::mode_of(file()), 0600);
}

CAF_TEST(a newer history is refused with both versions while nothing is touched) {
  const auto newest = fleet_migrations().back().number;
  execute("PRAGMA user_version=" + std::to_string(newest + 41));
  std::filesystem::permissions(file(), std::filesystem::perms{0640});
  const auto bytes = test::read_file(file());
  const auto opened = open_fleet_store(options);
  CAF_REQUIRE(opened.has_error());
  CAF_CHECK(opened.error().code == domain::failure_code::refused);
  const auto& sentence = opened.error().sentence;
  CAF_CHECK(sentence.find("version " + std::to_string(newest + 41)) != std::string::npos);
  CAF_CHECK(sentence.find("up to " + std::to_string(newest)) != std::string::npos);
  CAF_CHECK(test::read_file(file()) == bytes);
  CAF_CHECK_EQUAL(test::mode_of(file()), 0640);
  for (const auto& each : files())
    CAF_CHECK(each.find("quarantine") == std::string::npos);
}

CAF_TEST(readers refuse a newer history too) {
  execute("PRAGMA user_version=99");
  const auto found = reader().alarms(1, test::never_over);
  CAF_REQUIRE(found.has_error());
  CAF_CHECK(found.error().code == domain::failure_code::refused);
}

CAF_TEST(a file that is no database is moved aside) {
  const std::string damaged(5000, 'x');
  test::write_file(file(), damaged);
  check_quarantine(damaged);
}

CAF_TEST(a damaged page is found before anything is written) {
  auto bytes = test::read_file(file());
  CAF_REQUIRE(bytes.size() > 5 * 4096u);
  for (std::size_t at = 2 * 4096; at < bytes.size(); ++at)
    bytes[at] = static_cast<char>(at * 7);
  test::write_file(file(), bytes);
  check_quarantine(bytes);
}

CAF_TEST(a history that was cut off is moved aside) {
  auto bytes = test::read_file(file());
  bytes.resize(bytes.size() / 2);
  test::write_file(file(), bytes);
  check_quarantine(bytes);
}

CAF_TEST(a history without one of its tables is moved aside) {
  execute("DROP TABLE alarms");
  check_quarantine(test::read_file(file()));
}

CAF_TEST(the database of another program is moved aside) {
  std::filesystem::remove(file());
  test::write_file(file(), "");
  execute("CREATE TABLE theirs (x INTEGER)");
  check_quarantine(test::read_file(file()));
}

CAF_TEST(an empty file becomes a history) {
  test::write_file(file(), "");
  open();
  CAF_CHECK_EQUAL(what.damage, "");
  keep_records(1, 2);
  close();
  CAF_CHECK((record_numbers() == std::vector<std::int64_t>{1, 2}));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace fleet_store_opening
