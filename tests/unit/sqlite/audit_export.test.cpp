#define CAF_SUITE sqlite.audit_export

#include "adapters/sqlite/audit_export.hpp"

#include "adapters/sqlite/audit_file.hpp"
#include "adapters/sqlite/schema.hpp"
#include "tests/unit/sqlite/file_size_limit.hpp"
#include "tests/unit/sqlite/samples.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>

#include <optional>

namespace sqlite_audit_export {

using namespace riskd;
using namespace riskd::sqlite;

namespace {

struct fixture {
  test::temporary_directory directory;
  std::filesystem::path file = directory.path() / "audit.ndjson";
  connection database = connection::open({directory.path() / "some.db", true}).value();
  std::optional<audit_rows> rows;
  std::optional<audit_export> out;
  audit_opening what;

  fixture() {
    CAF_REQUIRE(migrate(database, embedded_migrations()).has_value());
    restart();
  }

  void restart() {
    what = {};
    rows = audit_rows::prepare(database).value();
    out = audit_export::open(directory.path(), database, *rows, test::instant(0), what).value();
  }

  /// Stores a record without exporting it.
  void store(const std::string& text) {
    CAF_REQUIRE(rows->write(std::nullopt, test::an_audit_entry(text)).has_value());
    rows->settle();
  }

  void store_and_export(std::initializer_list<const char*> texts) {
    for (const auto* each : texts)
      store(each);
    CAF_REQUIRE(out->write_new(*rows).has_value());
  }

  /// Number of the last record if the file is an intact chain from record 1 on, else -1.
  std::int64_t intact_records() {
    const auto found = verify_audit_file(file).value();
    const bool complete = !found.broken && found.before == audit_link{};
    return complete ? found.last.n : -1;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(audit_export_tests, fixture)

// R-P-5
CAF_TEST(records go into a private file which continues after a restart) {
  store_and_export({"one", "two"});
  CAF_CHECK_EQUAL(intact_records(), 2);
  CAF_CHECK_EQUAL(test::mode_of(file), 0600);
  restart();
  CAF_CHECK_EQUAL(what.broken, "");
  store_and_export({"three"});
  CAF_CHECK_EQUAL(intact_records(), 3);
  CAF_CHECK(out->sync().has_value());
}

CAF_TEST(a file that ends earlier is completed from the store) {
  store_and_export({"one"});
  store("two");
  store("three");
  restart();
  CAF_CHECK_EQUAL(what.broken, "");
  CAF_REQUIRE(out->write_new(*rows).has_value());
  CAF_CHECK_EQUAL(intact_records(), 3);
}

CAF_TEST(a file cut at any byte is completed from the store) {
  store_and_export({"one", "two"});
  const auto whole = test::read_file(file);
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    test::write_file(file, whole.substr(0, size));
    restart();
    CAF_REQUIRE(out->write_new(*rows).has_value());
    if (!what.broken.empty() || test::read_file(file) != whole)
      CAF_FAIL("cut at " << size << " " << what.broken);
  }
  CAF_CHECK_EQUAL(intact_records(), 2);
}

CAF_TEST(zeros after a loss of power count as cut off) {
  store_and_export({"one", "two"});
  const auto whole = test::read_file(file);
  test::write_file(file, whole.substr(0, whole.size() - 9) + std::string(9, '\0'));
  restart();
  CAF_REQUIRE(out->write_new(*rows).has_value());
  CAF_CHECK_EQUAL(what.broken, "");
  CAF_CHECK_EQUAL(test::read_file(file), whole);
}

CAF_TEST(a removed file is written anew) {
  store_and_export({"one", "two"});
  std::filesystem::remove(file);
  restart();
  CAF_CHECK_EQUAL(what.broken, "");
  CAF_REQUIRE(out->write_new(*rows).has_value());
  CAF_CHECK_EQUAL(intact_records(), 2);
}

//
CAF_TEST(one changed byte is a break that starts a new chain) {
  store_and_export({"one", "two"});
  auto changed = test::read_file(file);
  changed[changed.find("one")] = 'O';
  test::write_file(file, changed);
  restart();
  CAF_CHECK(what.broken.find("line 1") != std::string::npos);
  CAF_CHECK_EQUAL(test::read_file(what.moved_to), changed);
  store_and_export({"the chain broke"});
  CAF_CHECK_EQUAL(intact_records(), 1);
  restart();
  CAF_CHECK_EQUAL(what.broken, "");
  store_and_export({"and goes on"});
  CAF_CHECK_EQUAL(intact_records(), 2);
}

CAF_TEST(a consistent file that is another one than the store is a break) {
  store_and_export({"one", "two"});
  const auto forged = next_audit_line({}, std::nullopt, test::an_audit_entry("forged"));
  test::write_file(file, forged.text + "\n");
  restart();
  CAF_CHECK(what.broken.find("record 1") != std::string::npos);
}

CAF_TEST(a file that knows more than the store is a break) {
  store_and_export({"one"});
  const auto more = next_audit_line(rows->last(), std::nullopt, test::an_audit_entry("more"));
  test::write_file(file, test::read_file(file) + more.text + "\n");
  restart();
  CAF_CHECK(what.broken.find("record 2") != std::string::npos);
}

CAF_TEST(an unfinished record that the store lacks is a break) {
  store_and_export({"one"});
  test::write_file(file, test::read_file(file) + "{\"n\":2");
  restart();
  CAF_CHECK(!what.broken.empty());
}

CAF_TEST(two breaks at the same time keep both files) {
  store_and_export({"one"});
  test::write_file(file, "first\n");
  restart();
  const auto first = what.moved_to;
  test::write_file(file, "second\n");
  restart();
  CAF_CHECK_EQUAL(test::read_file(first), "first\n");
  CAF_CHECK_EQUAL(test::read_file(what.moved_to), "second\n");
}

CAF_TEST(a new store goes on with the chain of an intact file) {
  store_and_export({"one", "two"});
  CAF_REQUIRE(database.execute("DELETE FROM audit").has_value());
  restart();
  CAF_CHECK_EQUAL(what.broken, "");
  store_and_export({"three"});
  CAF_CHECK_EQUAL(intact_records(), 3);
  restart();
  CAF_CHECK_EQUAL(what.broken, "");
  store_and_export({"four"});
  CAF_CHECK_EQUAL(intact_records(), 4);
}

CAF_TEST(after a rotation the chain goes on in a new file) {
  store_and_export({"one", "two"});
  const auto old = directory.path() / "audit.1.ndjson";
  std::filesystem::rename(file, old);
  store_and_export({"three"});
  const auto earlier = verify_audit_file(old).value();
  const auto later = verify_audit_file(file).value();
  CAF_CHECK(!later.broken.has_value());
  CAF_CHECK(later.before == earlier.last);
  restart();
  CAF_CHECK_EQUAL(what.broken, "");
  store_and_export({"four"});
  CAF_CHECK(verify_audit_file(file)->last.n == 4);
}

// R-P-3
CAF_TEST(what found no room is written whole once there is some) {
  store_and_export({"one"});
  store("two");
  const auto size = std::filesystem::file_size(file);
  {
    const test::file_size_limit full{size + 20};
    const auto written = out->write_new(*rows);
    CAF_REQUIRE(written.has_error());
    CAF_CHECK(written.error().sentence.find("audit.ndjson") != std::string::npos);
    CAF_CHECK_EQUAL(std::filesystem::file_size(file), size);
  }
  CAF_REQUIRE(out->write_new(*rows).has_value());
  CAF_CHECK_EQUAL(intact_records(), 2);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_audit_export
