#include "tests/unit/sqlite/database_fixture.hpp"

#include "adapters/sqlite/schema.hpp"

#include <caf/test/unit_test.hpp>

namespace riskd::test {

using namespace riskd::sqlite;

database_fixture::database_fixture() {
  open();
}

void database_fixture::open() {
  writer.reset();
  database.reset();
  database = connection::open({directory.path() / "some.db", true}).value();
  CAF_REQUIRE(migrate(*database, embedded_migrations()).has_value());
  writer = entry_writer::prepare(*database, 3).value();
}

void database_fixture::write(const std::vector<domain::journal_entry>& entries) {
  write(entries, account);
}

void database_fixture::write(const std::vector<domain::journal_entry>& entries,
                             domain::account_id id) {
  CAF_REQUIRE(database->begin().has_value());
  writer->begin();
  for (const auto& each : entries)
    CAF_REQUIRE(writer->write(id, each).has_value());
  CAF_REQUIRE(database->commit().has_value());
  writer->settle();
}

domain::restored_account database_fixture::reopened() {
  open();
  auto all = read_accounts(*database).value();
  CAF_REQUIRE_EQUAL(all.size(), 1u);
  return all.front();
}

std::int64_t database_fixture::ask(const std::string& sql) {
  return database->read_integer(sql).value();
}

} // namespace riskd::test
