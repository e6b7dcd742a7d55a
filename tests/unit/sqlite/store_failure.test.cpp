#define CAF_SUITE sqlite.failing_store

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/store.hpp"
#include "tests/unit/sqlite/faulty_disk.hpp"
#include "tests/unit/sqlite/file_size_limit.hpp"
#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>
#include <sqlite3.h>

namespace sqlite_failing_store {

using namespace riskd;
using namespace riskd::sqlite;
using domain::rule_id;

namespace {

struct fixture : test::store_fixture {
  test::faulty_disk disk;

  fixture() {
    options.vfs = test::faulty_disk::name;
  }

  ~fixture() {
    disk.repair();
    close();
  }

  std::int64_t events() const {
    return ask("SELECT count(*) FROM events");
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(store_failure_tests, fixture)

// R-P-3
CAF_TEST(a full disk is told while nothing is lost when there is room again) {
  open();
  commit({test::an_event(1, "1")});
  disk.fail(1, SQLITE_FULL, true);
  append(2, {test::an_event(2, "2"), test::an_audit_entry("x"),
             domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 1)}});
  CAF_REQUIRE(reports.wait_for("failed"));
  append(3, {test::an_event(3, "3")});
  CAF_CHECK(reports.reasons().at(0).find("journal.db") != std::string::npos);
  CAF_CHECK_EQUAL(reports.count_of("committed 7/2"), 0u);
  disk.repair();
  CAF_CHECK(reports.wait_for("committed 7/3"));
  CAF_CHECK(reports.wait_for("recovered"));
  CAF_CHECK_EQUAL(reports.count_of("failed"), 1u);
  CAF_CHECK(reports.place_of("committed 7/2") < reports.place_of("committed 7/3"));
  CAF_CHECK_EQUAL(stored_locks().size(), 1u);
  close();
  CAF_CHECK_EQUAL(events(), 3);
  CAF_CHECK_EQUAL(ask("SELECT max(n) FROM audit"), 1);
}

CAF_TEST(a failure of any single write loses nothing nor does one of a sync) {
  open();
  std::uint64_t number = 1;
  int failures = 0;
  for (const int code : {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC})
    for (std::int64_t nth = 1; nth <= 12; ++nth) {
      disk.fail(nth, code, false);
      // Enough commits to pass the nth call wherever it falls.
      for (int i = 0; i < 4; ++i, ++number) {
        append(number, {test::an_event(number, std::to_string(number)), test::an_audit_entry("x")});
        CAF_REQUIRE(reports.wait_for("committed 7/" + std::to_string(number)));
      }
      failures += 1;
    }
  CAF_CHECK(reports.wait_for("recovered"));
  CAF_CHECK(reports.count_of("failed") >= 12u);
  CAF_CHECK_EQUAL(reopened().tail.size(), number - 1);
  CAF_CHECK_EQUAL(std::string{to_string(what.condition)}, "opened");
  CAF_CHECK_EQUAL(what.audit_broken, "");
  CAF_CHECK_EQUAL(failures, 36);
}

CAF_TEST(intents are written while the database fails but told as safe only after it works) {
  open();
  disk.fail(1, SQLITE_IOERR_WRITE, true);
  write_intent(1, {domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 1)}});
  CAF_CHECK(reports.wait_for("synced 7/1"));
  CAF_CHECK(reports.wait_for("failed"));
  disk.repair();
  CAF_CHECK(reports.wait_for("recovered"));
  CAF_CHECK_EQUAL(stored_locks().size(), 1u);
}

CAF_TEST(a database that another process has locked is waited for) {
  open();
  commit({test::an_event(1, "1")});
  auto other = connection::open({file("journal.db")}).value();
  CAF_REQUIRE(other.begin().has_value());
  append(2, {test::an_event(2, "2")});
  CAF_REQUIRE(reports.wait_for("failed"));
  other.roll_back();
  CAF_CHECK(reports.wait_for("committed 7/2"));
  CAF_CHECK(reports.wait_for("recovered"));
}

CAF_TEST(a database that is moved away is told then gets its records when it is back) {
  open();
  commit({test::an_event(1, "1")});
  const auto elsewhere = directory.path() / "elsewhere.db";
  std::filesystem::rename(file("journal.db"), elsewhere);
  append(2, {test::an_event(2, "2")});
  CAF_REQUIRE(reports.wait_for("failed"));
  CAF_CHECK_EQUAL(reports.count_of("committed 7/2"), 0u);
  std::filesystem::rename(elsewhere, file("journal.db"));
  CAF_CHECK(reports.wait_for("committed 7/2"));
  close();
  CAF_CHECK_EQUAL(events(), 2);
}

CAF_TEST(files that cannot grow are told while everything is written later) {
  open();
  commit({test::an_event(1, "1"), test::an_audit_entry("one")});
  const std::string large(50'000, 'x');
  {
    const test::file_size_limit full{10'000};
    append(2, {test::an_event(2, large), test::an_audit_entry(large)});
    CAF_CHECK(reports.wait_for("failed"));
    CAF_CHECK_EQUAL(reports.count_of("committed 7/2"), 0u);
  }
  CAF_CHECK(reports.wait_for("committed 7/2"));
  CAF_CHECK(reports.wait_for("recovered"));
  open_only();
  CAF_CHECK_EQUAL(what.audit_broken, "");
  close();
  CAF_CHECK_EQUAL(events(), 2);
}

CAF_TEST(an audit file that cannot be written is completed later) {
  open();
  commit({test::an_audit_entry("one")});
  // A directory in its place can be neither opened nor written.
  std::filesystem::remove(file("audit.ndjson"));
  std::filesystem::create_directory(file("audit.ndjson"));
  append(2, {test::an_audit_entry("two")});
  CAF_CHECK(reports.wait_for("committed 7/2"));
  CAF_CHECK(reports.wait_for("failed"));
  std::filesystem::remove(file("audit.ndjson"));
  CAF_CHECK(reports.wait_for("recovered"));
  CAF_CHECK(test::read_file(file("audit.ndjson")).find(R"("text":"two")") != std::string::npos);
}

CAF_TEST(a first start that fails at any write leaves a folder that can be started on) {
  int failures = 0;
  for (const int code : {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC})
    for (std::int64_t nth = 1; nth <= 30; ++nth) {
      close();
      std::filesystem::remove_all(options.directory);
      std::filesystem::remove_all(options.marker_directory);
      disk.fail(nth, code, true);
      const auto opened = open_store(options);
      failures += opened ? 0 : 1;
      if (!opened && opened.error().code != domain::failure_code::storage_failed)
        CAF_FAIL("call " << nth << ", SQLite " << code << ": " << opened.error().sentence);
      disk.repair();
      if (!opened)
        open_only();
      if (!opened && !what.missing_accounts.empty())
        CAF_FAIL("call " << nth << ": accounts are missing that never were");
    }
  CAF_CHECK(failures > 10);
  open();
  commit({test::an_event(1, "1")});
  CAF_CHECK_EQUAL(events(), 1);
}

CAF_TEST(a start over a failing disk never takes the store for a damaged one) {
  open();
  commit(
    {test::an_event(1, "1"), domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 1)}});
  for (const int code : {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC})
    for (std::int64_t nth = 1; nth <= 10; ++nth) {
      close();
      disk.fail(nth, code, true);
      const auto opened = open_store(options);
      if (opened ? opened->what.condition != store_condition::opened
                 : opened.error().code != domain::failure_code::storage_failed)
        CAF_FAIL("call " << nth << ", SQLite " << code);
      disk.repair();
    }
  CAF_CHECK_EQUAL(stored_locks().size(), 1u);
  CAF_CHECK_EQUAL(std::string{to_string(what.condition)}, "opened");
}

// R-P-4
CAF_TEST(a marker that cannot be written is written later) {
  open();
  const auto marker = options.marker_directory / "guarded-accounts";
  std::filesystem::create_directory(marker.string() + ".new");
  append(1, {test::an_event(1, "1")});
  CAF_CHECK(reports.wait_for("committed 7/1"));
  CAF_CHECK(reports.wait_for("failed"));
  std::filesystem::remove(marker.string() + ".new");
  CAF_CHECK(reports.wait_for("recovered"));
  CAF_CHECK(test::read_file(marker).find("\n7\n") != std::string::npos);
}

CAF_TEST(what binds nobody is dropped when too much waits which is told then audited) {
  options.queue_rows_max = 100;
  open();
  disk.block();
  append(1, {test::an_event(1, "1")});
  disk.wait_until_blocked();
  write_intent(1, {domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 1)}});
  for (std::uint64_t number = 2; number <= 151; ++number)
    append(number, {test::an_event(number, std::to_string(number))});
  CAF_CHECK(reports.wait_for("failed"));
  CAF_CHECK_EQUAL(journal->lost_records(), 51u);
  disk.repair();
  CAF_CHECK(reports.wait_for("committed 7/151"));
  CAF_CHECK(reports.wait_for("recovered"));
  CAF_CHECK_EQUAL(reports.count_of("committed 7/2"), 0u);
  CAF_CHECK_EQUAL(reports.count_of("committed 7/52"), 0u);
  CAF_CHECK_EQUAL(reports.count_of("committed 7/53"), 1u);
  CAF_CHECK_EQUAL(stored_locks().size(), 1u);
  close();
  CAF_CHECK_EQUAL(events(), 100);
  CAF_CHECK_EQUAL(ask("SELECT sum(json_extract(line, '$.data.records')) FROM audit "
                      "WHERE type = 'journal_loss'"),
                  51);
}

CAF_TEST(stopping gives up after the grace telling what went unwritten) {
  open();
  commit({test::an_event(1, "1")});
  disk.fail(1, SQLITE_FULL, true);
  append(2, {test::an_event(2, "2"), test::an_event(3, "3")});
  CAF_REQUIRE(reports.wait_for("failed"));
  journal->stop(std::chrono::milliseconds{1});
  CAF_REQUIRE(reports.wait_for("failed", 2));
  const auto reasons = reports.reasons();
  CAF_CHECK_EQUAL(reasons.back(), "2 records could not be written before the end");
  CAF_CHECK_EQUAL(reports.count_of("committed 7/2"), 0u);
}

CAF_TEST(a lock whose batch was never written is restored from its intent) {
  open();
  disk.fail(1, SQLITE_FULL, true);
  const auto lock = test::a_lock(rule_id::daily_realized_loss, 1);
  write_intent(1, {domain::lock_stored{lock}});
  append(2, {domain::lock_stored{lock}});
  CAF_REQUIRE(reports.wait_for("synced 7/1"));
  journal->stop(std::chrono::milliseconds{1});
  journal.reset();
  disk.repair();
  CAF_CHECK((stored_locks() == std::vector{lock}));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_failing_store
