#define CAF_SUITE sqlite.intent_journal

#include "adapters/sqlite/intent_journal.hpp"

#include "tests/unit/sqlite/report_recorder.hpp"
#include "tests/unit/sqlite/samples.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>

#include <atomic>
#include <optional>
#include <string>

namespace sqlite_intent_journal {

using namespace riskd;
using namespace riskd::sqlite;
using namespace std::chrono_literals;

namespace {

struct fixture {
  test::temporary_directory directory;
  test::report_recorder reports;
  journal_health health;
  /// How often the writing thread has tried.
  std::atomic<int> tries{0};
  std::optional<intent_journal> journal;

  /// Replaces a file by one of the system's devices that always fail.
  void put_device(const char* name, const char* device) {
    std::filesystem::create_symlink(device, directory.path() / name);
  }

  void start(std::uint64_t covered = 0, domain::duration retry = 1ms) {
    health.start(reports.sink());
    auto files = intent_files::open(directory.path(), 100'000).value();
    journal.emplace(std::move(files), covered, covered, retry, health, [this] { ++tries; });
    journal->start(reports.sink());
  }

  std::uint64_t write(std::uint64_t number) {
    return journal->write({domain::account_id{7}, number, test::every_intent()});
  }

  ~fixture() {
    journal.reset();
  }

  std::vector<std::uint64_t> stored() {
    std::vector<std::uint64_t> numbers;
    const auto files = intent_files::open(directory.path(), 1).value();
    for (const auto& each : files.found().records)
      numbers.push_back(each.ticket.number);
    return numbers;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(intent_journal_tests, fixture)

// R-F-9
CAF_TEST(an intent is first written then synced) {
  start();
  CAF_CHECK_EQUAL(write(4), 1u);
  CAF_CHECK_EQUAL(write(5), 2u);
  CAF_CHECK(reports.wait_for("synced 7/5"));
  CAF_CHECK(reports.place_of("written 7/4") < reports.place_of("synced 7/4"));
  CAF_CHECK(reports.place_of("written 7/4") < reports.place_of("written 7/5"));
  CAF_CHECK(reports.place_of("synced 7/4") < reports.place_of("synced 7/5"));
  CAF_CHECK_EQUAL(reports.all().size(), 4u);
  CAF_CHECK((stored() == std::vector<std::uint64_t>{4, 5}));
}

CAF_TEST(it is in the file at the moment of the report) {
  std::vector<std::uint64_t> seen;
  health.start(reports.sink());
  journal.emplace(intent_files::open(directory.path(), 100'000).value(), 0, 0, 1ms, health, [] {});
  journal->start([&](const domain::journal_report& report) {
    if (std::holds_alternative<domain::intent_written>(report))
      seen = stored();
    reports.sink()(report);
  });
  write(4);
  CAF_REQUIRE(reports.wait_for("synced 7/4"));
  CAF_CHECK((seen == std::vector<std::uint64_t>{4}));
}

CAF_TEST(stopping writes what is queued then syncs it) {
  start();
  for (std::uint64_t number = 1; number <= 200; ++number)
    write(number);
  journal->stop();
  CAF_CHECK_EQUAL(reports.count_of("written 7/200"), 1u);
  CAF_CHECK_EQUAL(reports.count_of("synced 7/200"), 1u);
  CAF_CHECK_EQUAL(reports.all().size(), 400u);
  CAF_CHECK_EQUAL(stored().size(), 200u);
}

// R-P-3
CAF_TEST(an intent that cannot be written is safe once the database has it) {
  put_device("intent-0.log", "/dev/full");
  start();
  const auto sequence = write(1);
  CAF_REQUIRE(reports.wait_for("failed"));
  CAF_CHECK(reports.reasons().at(0).find("No space left") != std::string::npos);
  CAF_CHECK_EQUAL(reports.count_of("written 7/1"), 0u);
  journal->cover(sequence);
  CAF_CHECK(reports.wait_for("synced 7/1"));
  CAF_CHECK(reports.place_of("written 7/1") < reports.place_of("synced 7/1"));
}

// R-P-3
CAF_TEST(an intent that cannot be synced is safe once the database has it) {
  put_device("intent-0.log", "/dev/null");
  start();
  const auto sequence = write(1);
  CAF_REQUIRE(reports.wait_for("failed"));
  CAF_CHECK_EQUAL(reports.count_of("written 7/1"), 1u);
  CAF_CHECK_EQUAL(reports.count_of("synced 7/1"), 0u);
  journal->cover(sequence);
  CAF_CHECK(reports.wait_for("synced 7/1"));
  CAF_CHECK(reports.wait_for("recovered"));
}

CAF_TEST(stopping ends a journal that cannot write) {
  put_device("intent-0.log", "/dev/full");
  start(0, std::chrono::hours{1});
  write(1);
  CAF_REQUIRE(reports.wait_for("failed"));
  journal->stop();
  CAF_CHECK_EQUAL(reports.count_of("written 7/1"), 0u);
}

CAF_TEST(sequences go on after those of an earlier run) {
  start(41);
  CAF_CHECK_EQUAL(write(1), 42u);
}

// R-F-9
CAF_TEST(whoever stands in for the file hears of each attempt) {
  start();
  write(1);
  CAF_REQUIRE(reports.wait_for("written 7/1"));
  journal->stop();
  CAF_CHECK_EQUAL(tries, 1);
}

// R-P-3
CAF_TEST(whoever stands in for the file hears of attempts that fail) {
  put_device("intent-0.log", "/dev/full");
  start();
  write(1);
  CAF_REQUIRE(reports.wait_for("failed"));
  journal->stop();
  CAF_CHECK(tries >= 1);
}

// R-P-3: else the database would not hear of an intent that was queued after the attempt.
CAF_TEST(it says whether an attempt is still to come) {
  start();
  const auto sequence = write(1);
  CAF_REQUIRE(reports.wait_for("synced 7/1"));
  journal->stop();
  CAF_CHECK(!journal->is_about_to_try(sequence));
  CAF_CHECK(journal->is_about_to_try(sequence + 1));
}

// R-P-3
CAF_TEST(while the file fails nothing counts as near) {
  put_device("intent-0.log", "/dev/full");
  start(0, std::chrono::hours{1});
  write(1);
  CAF_REQUIRE(reports.wait_for("failed"));
  const auto behind = write(2);
  journal->stop();
  CAF_CHECK(!journal->is_about_to_try(behind));
}

CAF_TEST(an expected intent is written as any other) {
  start();
  for (std::uint64_t number = 1; number <= 20; ++number) {
    journal->expect();
    write(number);
    CAF_REQUIRE(reports.wait_for("synced 7/" + std::to_string(number)));
  }
  CAF_CHECK_EQUAL(stored().size(), 20u);
}

CAF_TEST(an intent that was expected in vain changes nothing) {
  start();
  journal->expect();
  journal->expect();
  write(1);
  CAF_REQUIRE(reports.wait_for("synced 7/1"));
  journal->expect();
  journal->stop();
  CAF_CHECK((stored() == std::vector<std::uint64_t>{1}));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_intent_journal
