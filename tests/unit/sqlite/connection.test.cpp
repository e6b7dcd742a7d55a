#define CAF_SUITE sqlite.connection

#include "adapters/sqlite/connection.hpp"

#include "domain/contract_check.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>

#include <limits>
#include <utility>
#include <vector>

namespace sqlite_connection {

using namespace riskd;
using namespace riskd::sqlite;

namespace {

struct fixture {
  test::temporary_directory directory;
  std::filesystem::path file = directory.path() / "some.db";

  connection open() {
    return connection::open({file, true}).value();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(connection_tests, fixture)

CAF_TEST(a new database is synced at every commit on a log with foreign keys) {
  auto database = open();
  CAF_CHECK_EQUAL(database.read_integer("PRAGMA synchronous").value(), 2);
  CAF_CHECK_EQUAL(database.read_integer("PRAGMA foreign_keys").value(), 1);
  CAF_REQUIRE(database.execute("CREATE TABLE t (x INTEGER) STRICT").has_value());
  CAF_CHECK(std::filesystem::exists(file.string() + "-wal"));
}

// R-P-4
CAF_TEST(files are open to their owner only) {
  auto database = open();
  CAF_REQUIRE(database.execute("CREATE TABLE t (x INTEGER) STRICT").has_value());
  CAF_CHECK_EQUAL(test::mode_of(file), 0600);
  CAF_CHECK_EQUAL(test::mode_of(file.string() + "-wal"), 0600);
  CAF_CHECK_EQUAL(test::mode_of(file.string() + "-shm"), 0600);
}

CAF_TEST(an absent file fails unless it may be created) {
  const auto opened = connection::open({file});
  CAF_REQUIRE(opened.has_error());
  CAF_CHECK(opened.error().code == domain::failure_code::storage_failed);
  CAF_CHECK(opened.error().sentence.find(file.string()) != std::string::npos);
  CAF_CHECK(!std::filesystem::exists(file));
}

CAF_TEST(a file that is no database counts as damaged) {
  test::write_file(file, std::string(5000, 'x'));
  const auto opened = connection::open({file});
  CAF_REQUIRE(opened.has_error());
  CAF_CHECK(opened.error().code == domain::failure_code::malformed_input);
}

CAF_TEST(values come back as they were bound) {
  auto database = open();
  CAF_REQUIRE(database.execute("CREATE TABLE t (i INTEGER, s TEXT, n INTEGER) STRICT").has_value());
  auto insert = database.prepare("INSERT INTO t (i, s, n) VALUES (?, ?, ?)").value();
  const auto lowest = std::numeric_limits<std::int64_t>::min();
  const std::string with_zero{"a\0b", 3};
  CAF_REQUIRE(insert.run(lowest, with_zero, std::nullopt).has_value());
  CAF_REQUIRE(insert.run(domain::money{-5}, "", std::optional{domain::order_id{7}}).has_value());
  auto query = database.prepare("SELECT n, s, i FROM t ORDER BY rowid").value();
  std::vector<std::string> texts;
  std::vector<std::int64_t> numbers;
  std::vector<std::optional<std::int64_t>> optionals;
  const auto read = query.each([&](const row& each) -> domain::result<void> {
    texts.push_back(each.text("s"));
    numbers.push_back(each.integer("i"));
    optionals.push_back(each.maybe_integer("n"));
    return {};
  });
  CAF_CHECK(read.has_value());
  CAF_CHECK_EQUAL(texts, (std::vector<std::string>{with_zero, ""}));
  CAF_CHECK_EQUAL(numbers, (std::vector<std::int64_t>{lowest, -5}));
  CAF_CHECK(optionals == (std::vector<std::optional<std::int64_t>>{std::nullopt, 7}));
}

CAF_TEST(asking for a column that the query lacks is a programmer error) {
  auto database = open();
  auto query = database.prepare("SELECT 1 AS one").value();
  bool thrown = false;
  try {
    static_cast<void>(query.each([](const row& each) -> domain::result<void> {
      static_cast<void>(each.integer("two"));
      return {};
    }));
  } catch (const domain::contract_violation&) {
    thrown = true;
  }
  CAF_CHECK(thrown);
}

CAF_TEST(a failure of one row ends the query which returns it) {
  auto database = open();
  auto query = database.prepare("SELECT 1 AS x UNION SELECT 2").value();
  int seen = 0;
  const auto read = query.each([&](const row&) -> domain::result<void> {
    ++seen;
    return domain::failure{domain::failure_code::malformed_input, "no"};
  });
  CAF_CHECK(read.has_error());
  CAF_CHECK_EQUAL(seen, 1);
}

CAF_TEST(rolling back forgets while tolerating that nothing is open) {
  auto database = open();
  CAF_REQUIRE(database.execute("CREATE TABLE t (x INTEGER) STRICT").has_value());
  CAF_REQUIRE(database.begin().has_value());
  CAF_REQUIRE(database.execute("INSERT INTO t VALUES (1)").has_value());
  database.roll_back();
  database.roll_back();
  CAF_CHECK_EQUAL(database.read_integer("SELECT count(*) FROM t").value(), 0);
}

CAF_TEST(a lock of another connection fails after the waiting time) {
  auto database = open();
  auto other = connection::open({file, false, std::chrono::milliseconds{1}}).value();
  CAF_REQUIRE(database.begin().has_value());
  const auto refused = other.begin();
  CAF_REQUIRE(refused.has_error());
  CAF_CHECK(refused.error().code == domain::failure_code::storage_failed);
  database.roll_back();
  CAF_CHECK(other.begin().has_value());
}

CAF_TEST(a renamed file is noticed like a removed one) {
  auto database = open();
  CAF_CHECK(!database.has_moved());
  std::filesystem::rename(file, file.string() + ".old");
  CAF_CHECK(database.has_moved());
}

CAF_TEST(an exclusive connection needs no index file) {
  const auto database = connection::open({file, true, std::chrono::milliseconds{1}, "", true});
  CAF_REQUIRE(database.has_value());
  CAF_CHECK(!std::filesystem::exists(file.string() + "-shm"));
  CAF_CHECK(connection::open({file, false, std::chrono::milliseconds{1}}).has_error());
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_connection
