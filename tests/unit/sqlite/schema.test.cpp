#define CAF_SUITE sqlite.schema

#include "adapters/sqlite/schema.hpp"

#include "adapters/sqlite/restore.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace sqlite_schema {

using namespace riskd;
using namespace riskd::sqlite;

namespace {

struct fixture {
  test::temporary_directory directory;
  connection database = connection::open({directory.path() / "some.db", true}).value();

  std::int64_t ask(const std::string& sql) {
    return database.read_integer(sql).value();
  }

  /// What a later program would know: our migrations and one more.
  static std::vector<migration> with_one_more(std::string_view sql) {
    auto known = embedded_migrations();
    known.push_back({static_cast<int>(known.size()) + 1, "next", sql});
    return known;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(schema_tests, fixture)

CAF_TEST(the migrations are numbered from one without gaps) {
  int expected = 0;
  for (const auto& each : embedded_migrations())
    CAF_CHECK_EQUAL(each.number, ++expected);
  CAF_CHECK(expected >= 1);
}

CAF_TEST(an empty database is brought up to date) {
  CAF_CHECK(examine_schema(database, embedded_migrations()).value() == schema_state::empty);
  CAF_REQUIRE(migrate(database, embedded_migrations()).has_value());
  CAF_CHECK(examine_schema(database, embedded_migrations()).value() == schema_state::usable);
  CAF_CHECK_EQUAL(ask("PRAGMA user_version"), embedded_migrations().back().number);
  CAF_CHECK_EQUAL(ask("PRAGMA application_id"), application_id);
}

// R-P-1
CAF_TEST(every table of the specification exists) {
  CAF_REQUIRE(migrate(database, embedded_migrations()).has_value());
  for (const char* name :
       {"meta", "locks", "breaches", "directives", "commands", "trades", "days", "config",
        "discrepancies", "audit", "snapshots", "events", "cleanups", "stops", "announced"}) {
    CAF_MESSAGE("table " << name);
    CAF_CHECK_EQUAL(
      ask("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 1"
          " AND name = '"
          + std::string{name} + "'"),
      1);
  }
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
                      " AND name NOT LIKE 'sqlite%'"),
                  0);
}

CAF_TEST(migrating twice changes nothing) {
  CAF_REQUIRE(migrate(database, embedded_migrations()).has_value());
  const auto before = ask("PRAGMA schema_version");
  CAF_REQUIRE(migrate(database, embedded_migrations()).has_value());
  CAF_CHECK_EQUAL(ask("PRAGMA schema_version"), before);
}

CAF_TEST(an upgrade keeps the rows while adding what is new) {
  CAF_REQUIRE(migrate(database, embedded_migrations()).has_value());
  CAF_REQUIRE(database.execute("INSERT INTO accounts VALUES (7, 'seven', 0)").has_value());
  const auto later = with_one_more("ALTER TABLE accounts ADD COLUMN note TEXT;");
  CAF_REQUIRE(migrate(database, later).has_value());
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM accounts WHERE account = 7 AND note IS NULL"), 1);
  CAF_CHECK_EQUAL(ask("PRAGMA user_version"), later.back().number);
}

// Every release that was ever used can be upgraded from, its rows included.
CAF_TEST(a database of each earlier version is brought up to date) {
  for (std::size_t version = 1; version < embedded_migrations().size(); ++version) {
    CAF_MESSAGE("version " << version);
    auto older = connection::open({directory.path() / std::to_string(version), true}).value();
    const auto known = embedded_migrations();
    CAF_REQUIRE(
      migrate(older, {known.begin(), known.begin() + static_cast<std::ptrdiff_t>(version)})
        .has_value());
    CAF_REQUIRE(
      older
        .execute("INSERT INTO accounts VALUES (7, 'seven', 0);"
                 "INSERT INTO directives (account, contract, rule, breach, opened, active)"
                 " VALUES (7, 'A', 4, 1, 0, 1)")
        .has_value());
    CAF_REQUIRE(migrate(older, embedded_migrations()).has_value());
    const auto all = read_accounts(older).value();
    CAF_REQUIRE_EQUAL(all.size(), 1u);
    CAF_CHECK_EQUAL(all.front().binding.directives.size(), 1u);
    CAF_CHECK(all.front().binding.cleanup.empty() && all.front().stops.empty());
    CAF_CHECK(all.front().announced.empty());
  }
}

CAF_TEST(a failing migration leaves the version before it untouched) {
  CAF_REQUIRE(migrate(database, embedded_migrations()).has_value());
  const auto broken = with_one_more("CREATE TABLE half (x INTEGER) STRICT; CREATE NONSENSE;");
  const auto failed = migrate(database, broken);
  CAF_REQUIRE(failed.has_error());
  CAF_CHECK(failed.error().sentence.find("next") != std::string::npos);
  CAF_CHECK_EQUAL(ask("PRAGMA user_version"), embedded_migrations().back().number);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
}

CAF_TEST(a newer schema is refused) {
  CAF_REQUIRE(
    migrate(database, with_one_more("CREATE TABLE extra (x INTEGER) STRICT;")).has_value());
  const auto examined = examine_schema(database, embedded_migrations());
  CAF_REQUIRE(examined.has_error());
  CAF_CHECK(examined.error().code == domain::failure_code::refused);
}

CAF_TEST(a database of another program counts as damaged) {
  CAF_REQUIRE(database.execute("CREATE TABLE theirs (x INTEGER)").has_value());
  const auto examined = examine_schema(database, embedded_migrations());
  CAF_REQUIRE(examined.has_error());
  CAF_CHECK(examined.error().code == domain::failure_code::malformed_input);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_schema
