#define CAF_SUITE sqlite.loss_of_store

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/schema.hpp"
#include "adapters/sqlite/store.hpp"
#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>

namespace sqlite_loss_of_store {

using namespace riskd;
using namespace riskd::sqlite;
using domain::rule_id;

namespace {

struct fixture : test::store_fixture {
  std::filesystem::path database = file("journal.db");

  fixture() {
    open();
    std::vector<domain::journal_entry> entries{
      domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 10)},
      test::an_audit_entry("one")};
    for (std::uint64_t i = 1; i <= 500; ++i)
      entries.emplace_back(test::an_event(i, std::to_string(i)));
    commit(entries);
    close();
  }

  std::string condition() const {
    return to_string(what.condition);
  }

  /// True if what was moved aside has exactly these bytes.
  bool is_kept(const std::string& bytes) const {
    return std::any_of(what.moved_aside.begin(), what.moved_aside.end(),
                       [&](const auto& each) { return test::read_file(each) == bytes; });
  }

  /// Opens the store over damaged bytes: they are moved aside and a usable store is made.
  void expect_rebuilt(const std::string& bytes) {
    test::write_file(database, bytes);
    open();
    CAF_CHECK_EQUAL(condition(), "damaged");
    CAF_CHECK(what.reason.find(database.string()) != std::string::npos);
    CAF_CHECK(is_kept(bytes));
    CAF_CHECK((what.missing_accounts == std::vector{account}));
    CAF_CHECK(journal->restore().empty());
    commit({domain::lock_stored{test::a_lock(rule_id::system_state, 99)}});
    CAF_CHECK_EQUAL(stored_locks().size(), 1u);
    CAF_CHECK_EQUAL(condition(), "opened");
    CAF_CHECK(what.missing_accounts.empty());
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(store_loss_tests, fixture)

// A-148
CAF_TEST(a store that is gone although the marker is there is told) {
  std::filesystem::remove(database);
  open();
  CAF_CHECK_EQUAL(condition(), "missing");
  CAF_CHECK(what.moved_aside.empty());
  CAF_CHECK((what.missing_accounts == std::vector{account}));
  CAF_CHECK(!what.reason.empty());
}

// A-148
CAF_TEST(a directory that is gone altogether is told) {
  std::filesystem::remove_all(options.directory);
  open();
  CAF_CHECK_EQUAL(condition(), "missing");
  CAF_CHECK((what.missing_accounts == std::vector{account}));
}

CAF_TEST(the log of a database that is gone never reaches the new one) {
  std::filesystem::remove(database);
  test::write_file(database.string() + "-wal", "left over");
  open();
  CAF_CHECK_EQUAL(condition(), "missing");
  CAF_CHECK(is_kept("left over"));
}

// R-L-15
CAF_TEST(without a marker a store that is absent is a first start) {
  std::filesystem::remove_all(options.directory);
  std::filesystem::remove_all(options.marker_directory);
  open();
  CAF_CHECK_EQUAL(condition(), "first_start");
}

CAF_TEST(a lost marker is made again from the store) {
  std::filesystem::remove_all(options.marker_directory);
  open();
  CAF_CHECK_EQUAL(condition(), "opened");
  close();
  std::filesystem::remove(database);
  open();
  CAF_CHECK((what.missing_accounts == std::vector{account}));
}

// R-P-4
CAF_TEST(a damaged marker still names the accounts that can be read) {
  test::write_file(options.marker_directory / "guarded-accounts", "\x01\n12x\n-5\n\n 9\n11");
  std::filesystem::remove(database);
  open();
  CAF_CHECK_EQUAL(condition(), "missing");
  CAF_CHECK((what.missing_accounts == std::vector{domain::account_id{-5}, domain::account_id{11}}));
}

// R-L-15
CAF_TEST(a file that is no database is moved aside) {
  expect_rebuilt(std::string(20'000, 'x'));
}

// R-L-15
CAF_TEST(an emptied file is moved aside) {
  expect_rebuilt("");
}

// R-L-15
CAF_TEST(a file cut in the middle is moved aside) {
  const auto whole = test::read_file(database);
  expect_rebuilt(whole.substr(0, whole.size() / 2));
}

// R-L-15
CAF_TEST(a file cut within a page is moved aside) {
  const auto whole = test::read_file(database);
  expect_rebuilt(whole.substr(0, whole.size() - 100));
}

// R-L-15
CAF_TEST(overwritten pages are moved aside) {
  auto changed = test::read_file(database);
  for (std::size_t i = 4096; i + 200 < changed.size(); i += 4096)
    changed.replace(i, 200, std::string(200, '\xa5'));
  expect_rebuilt(changed);
}

CAF_TEST(a database of another program is moved aside) {
  const auto foreign = directory.path() / "foreign.db";
  {
    auto other = connection::open({foreign, true}).value();
    CAF_REQUIRE(other.execute("CREATE TABLE theirs (x INTEGER)").has_value());
  }
  expect_rebuilt(test::read_file(foreign));
}

CAF_TEST(a directory in the place of the database is moved aside) {
  std::filesystem::remove(database);
  std::filesystem::create_directory(database);
  open();
  CAF_CHECK_EQUAL(condition(), "damaged");
  CAF_REQUIRE_EQUAL(what.moved_aside.size(), 1u);
  CAF_CHECK(std::filesystem::is_directory(what.moved_aside[0]));
}

CAF_TEST(rows that cannot be understood are damage as well) {
  {
    auto direct = connection::open({database}).value();
    CAF_REQUIRE(direct.execute("UPDATE locks SET policy = 'none'").has_value());
  }
  open();
  CAF_CHECK_EQUAL(condition(), "damaged");
}

CAF_TEST(damage twice at the same second keeps both files) {
  expect_rebuilt(std::string(5000, 'a'));
  close();
  expect_rebuilt(std::string(5000, 'b'));
  close();
  int kept = 0;
  for (const auto& each : std::filesystem::directory_iterator{options.directory})
    kept += each.path().string().find("journal.db.quarantine-") != std::string::npos ? 1 : 0;
  CAF_CHECK_EQUAL(kept, 2);
}

CAF_TEST(the audit chain goes on over the loss of the store) {
  std::filesystem::remove(database);
  open();
  CAF_CHECK_EQUAL(what.audit_broken, "");
  commit({test::an_audit_entry("two")});
  close();
  const auto content = test::read_file(file("audit.ndjson"));
  CAF_CHECK_EQUAL(std::count(content.begin(), content.end(), '\n'), 2);
  CAF_CHECK(content.find(R"({"n":2,)") != std::string::npos);
}

CAF_TEST(intents survive the loss of the database) {
  open();
  write_intent(1, {domain::lock_stored{test::a_lock(rule_id::daily_realized_profit, 7)}});
  CAF_REQUIRE(reports.wait_for("synced 7/1"));
  close();
  std::filesystem::remove(database);
  CAF_CHECK((stored_locks() == std::vector{test::a_lock(rule_id::daily_realized_profit, 7)}));
}

CAF_TEST(a newer schema is refused while left alone) {
  auto later = embedded_migrations();
  later.push_back({later.back().number + 1, "later", "CREATE TABLE later (x INTEGER) STRICT;"});
  {
    auto direct = connection::open({database}).value();
    CAF_REQUIRE(migrate(direct, later).has_value());
  }
  const auto before = test::read_file(database);
  const auto opened = open_store(options);
  CAF_REQUIRE(opened.has_error());
  CAF_CHECK(opened.error().code == domain::failure_code::refused);
  CAF_CHECK(opened.error().sentence.find(std::to_string(later.back().number)) != std::string::npos);
  CAF_CHECK_EQUAL(test::read_file(database), before);
}

CAF_TEST(a database that another process has locked is never mistaken for a damaged one) {
  auto other = connection::open({database, false, std::chrono::milliseconds{1}, "", true}).value();
  CAF_REQUIRE(other.begin().has_value());
  const auto opened = open_store(options);
  CAF_REQUIRE(opened.has_error());
  CAF_CHECK(opened.error().code == domain::failure_code::storage_failed);
  other.roll_back();
  CAF_CHECK(std::filesystem::exists(database));
}

// R-P-4
CAF_TEST(an account that left the store is told at every start) {
  std::filesystem::remove(database);
  open();
  close();
  open();
  CAF_CHECK_EQUAL(condition(), "opened");
  CAF_CHECK((what.missing_accounts == std::vector{account}));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_loss_of_store
