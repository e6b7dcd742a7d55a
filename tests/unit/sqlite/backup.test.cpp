#define CAF_SUITE sqlite.backup

#include "adapters/sqlite/backup.hpp"

#include "adapters/sqlite/backup_desk.hpp"
#include "adapters/sqlite/stored_history.hpp"
#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <condition_variable>
#include <mutex>
#include <vector>

namespace sqlite_backup {

using namespace riskd;
using namespace riskd::sqlite;
using domain::failure_code;
using domain::rule_id;

namespace {

bool always(const backup_progress&) {
  return true;
}

/// A store with some hundred pages, open and written to.
struct fixture : test::store_fixture {
  std::filesystem::path target = directory.path() / "copy.db";
  std::uint64_t next = 1;

  fixture() {
    open();
    commit({domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 10)},
            test::an_audit_entry("one")});
    for (int i = 0; i < 5; ++i)
      write_some();
  }

  void write_some() {
    std::vector<domain::journal_entry> entries;
    for (int i = 0; i < 200; ++i, ++next)
      entries.emplace_back(test::an_event(next, std::string(500, 'k') + std::to_string(next)));
    commit(entries);
  }

  backup_options wanted() const {
    return {file("journal.db"), target, 4};
  }

  /// Names of the files beside the target.
  std::vector<std::string> leftovers() const {
    std::vector<std::string> out;
    for (const auto& each : std::filesystem::directory_iterator{directory.path()})
      if (each.is_regular_file() && each.path() != target)
        out.push_back(each.path().filename());
    return out;
  }

  std::int64_t ask_copy(const char* sql) const {
    return connection::open_to_read(target).value().read_integer(sql).value();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(backup_tests, fixture)

// R-P-4
CAF_TEST(a backup is one private file that has everything) {
  const auto made = back_up(wanted(), always).value();
  CAF_CHECK_EQUAL(made.bytes, std::filesystem::file_size(target));
  CAF_CHECK_EQUAL(made.schema_version, ask("PRAGMA user_version"));
  CAF_CHECK_EQUAL(test::mode_of(target), 0600);
  CAF_CHECK_EQUAL(ask_copy("SELECT count(*) FROM events"), 1000);
  CAF_CHECK_EQUAL(ask_copy("SELECT count(*) FROM locks WHERE active = 1"), 1);
  auto history = stored_history::open(target).value();
  CAF_CHECK_EQUAL(newest_end(history).value().last.n, 1);
  CAF_CHECK_EQUAL(leftovers().size(), 0u);
}

CAF_TEST(what is written meanwhile neither waits nor disturbs) {
  int steps = 0;
  const auto made = back_up(wanted(), [&](const backup_progress&) {
    // Every commit is waited for, in the middle of the copying.
    if (++steps <= 20)
      write_some();
    return true;
  });
  CAF_REQUIRE(made.has_value());
  CAF_CHECK(steps > 20);
  CAF_CHECK_EQUAL(ask_copy("SELECT count(*) FROM events"), 1000);
  CAF_CHECK_EQUAL(ask_copy("SELECT max(sequence) FROM events"), 1000);
  CAF_CHECK_EQUAL(reports.count_of("failed"), 0u);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM events"), 5000);
}

CAF_TEST(a store restored from its backup goes on from there) {
  CAF_REQUIRE(back_up(wanted(), always).has_value());
  close();
  for (const char* each : {"journal.db", "journal.db-wal", "journal.db-shm"})
    std::filesystem::remove(file(each));
  std::filesystem::copy_file(target, file("journal.db"));
  CAF_CHECK((stored_locks() == std::vector{test::a_lock(rule_id::daily_realized_loss, 10)}));
  CAF_CHECK_EQUAL(std::string{to_string(what.condition)}, "opened");
  CAF_CHECK_EQUAL(what.audit_broken, "");
  open();
  commit({test::an_event(5000, "later"), test::an_audit_entry("two")});
  CAF_CHECK_EQUAL(ask("SELECT max(n) FROM audit"), 2);
  CAF_CHECK(reports.all().size() > 5);
}

CAF_TEST(what binds since the backup comes back from the intent files) {
  CAF_REQUIRE(back_up(wanted(), always).has_value());
  write_intent(1, {domain::lock_stored{test::a_lock(rule_id::daily_realized_profit, 20)}});
  CAF_REQUIRE(reports.wait_for("synced 7/1"));
  close();
  std::filesystem::remove(file("journal.db"));
  std::filesystem::copy_file(target, file("journal.db"));
  CAF_CHECK_EQUAL(stored_locks().size(), 2u);
}

CAF_TEST(a file that exists is left alone) {
  test::write_file(target, "precious");
  const auto made = back_up(wanted(), always);
  CAF_REQUIRE(made.has_error());
  CAF_CHECK(made.error().code == failure_code::refused);
  CAF_CHECK(made.error().sentence.find(target.string()) != std::string::npos);
  CAF_CHECK_EQUAL(test::read_file(target), "precious");
}

CAF_TEST(a file that comes into being meanwhile is left alone) {
  const auto made = back_up(wanted(), [&](const backup_progress&) {
    test::write_file(target, "precious");
    return true;
  });
  CAF_REQUIRE(made.has_error());
  CAF_CHECK_EQUAL(test::read_file(target), "precious");
  CAF_CHECK_EQUAL(leftovers().size(), 0u);
}

CAF_TEST(a backup that is given up leaves nothing) {
  for (const int at : {1, 10}) {
    int steps = 0;
    const auto made = back_up(wanted(), [&](const backup_progress&) { return ++steps < at; });
    CAF_REQUIRE(made.has_error());
    CAF_CHECK(made.error().code == failure_code::refused);
    CAF_CHECK(!std::filesystem::exists(target));
    CAF_CHECK_EQUAL(leftovers().size(), 0u);
  }
}

CAF_TEST(a backup can be given up while it is being checked) {
  bool is_copied = false;
  const auto made = back_up(wanted(), [&](const backup_progress& reached) {
    is_copied = is_copied || reached.done == reached.total;
    return !is_copied;
  });
  CAF_CHECK(made.has_error());
  CAF_CHECK(is_copied);
  CAF_CHECK(!std::filesystem::exists(target));
}

CAF_TEST(a damaged database yields no backup) {
  close();
  auto changed = test::read_file(file("journal.db"));
  for (std::size_t i = 8192; i + 200 < changed.size(); i += 4096)
    changed.replace(i, 200, std::string(200, '\xa5'));
  test::write_file(file("journal.db"), changed);
  const auto made = back_up(wanted(), always);
  CAF_REQUIRE(made.has_error());
  CAF_CHECK(made.error().code == failure_code::malformed_input);
  CAF_CHECK(!std::filesystem::exists(target));
  CAF_CHECK_EQUAL(leftovers().size(), 0u);
}

CAF_TEST(a folder that is missing is told) {
  target = directory.path() / "absent" / "copy.db";
  const auto made = back_up(wanted(), always);
  CAF_REQUIRE(made.has_error());
  CAF_CHECK(made.error().sentence.find("absent") != std::string::npos);
}

CAF_TEST(a desk makes one backup at a time) {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<backup_report> ended;
  bool may_end = false;
  backup_desk desk{file("journal.db"), [&](const backup_report& x) {
                     std::unique_lock lock{mutex};
                     changed.wait(lock, [&] { return may_end; });
                     ended.push_back(x);
                     changed.notify_all();
                   }};
  CAF_CHECK_EQUAL(std::string{to_string(desk.report().state)}, "none");
  CAF_REQUIRE(desk.start(target).has_value());
  CAF_CHECK(desk.start(directory.path() / "other.db").has_error());
  CAF_CHECK_EQUAL(std::string{to_string(desk.report().state)}, "running");
  {
    std::unique_lock lock{mutex};
    may_end = true;
    changed.notify_all();
    changed.wait(lock, [&] { return !ended.empty(); });
    CAF_CHECK_EQUAL(std::string{to_string(ended.front().state)}, "done");
    CAF_CHECK(ended.front().file == target);
  }
  desk.stop();
  CAF_CHECK_EQUAL(desk.report().made.bytes, std::filesystem::file_size(target));
  CAF_CHECK(desk.start(directory.path() / "other.db").has_error());
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_backup
