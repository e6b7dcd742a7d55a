#define CAF_SUITE sqlite.intent_files

#include "adapters/sqlite/intent_files.hpp"

#include "adapters/sqlite/intent_frame.hpp"
#include "tests/unit/sqlite/samples.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>

#include <set>

namespace sqlite_intent_files {

using namespace riskd;
using namespace riskd::sqlite;

namespace {

struct fixture {
  test::temporary_directory directory;
  std::filesystem::path first = directory.path() / "intent-0.log";
  std::filesystem::path second = directory.path() / "intent-1.log";

  intent_files open(std::uint64_t bytes_max = 1) {
    return intent_files::open(directory.path(), bytes_max).value();
  }

  static std::string frame_of(std::uint64_t sequence) {
    return make_frame(to_json(intent_record{sequence, {domain::account_id{7}, sequence, {}}}));
  }

  static void append(intent_files& files, std::uint64_t sequence) {
    CAF_REQUIRE(files.append(frame_of(sequence), sequence).has_value());
  }

  /// Sequences that a start-up would find.
  std::set<std::uint64_t> stored() {
    std::set<std::uint64_t> all;
    const auto files = open();
    for (const auto& each : files.found().records)
      all.insert(each.sequence);
    return all;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(intent_files_tests, fixture)

CAF_TEST(records come back as they were) {
  auto files = open(1000);
  const intent_record record{3, {domain::account_id{7}, 9, test::every_intent()}};
  CAF_REQUIRE(files.append(make_frame(to_json(record)), 3).has_value());
  const auto found = open().found();
  CAF_REQUIRE_EQUAL(found.records.size(), 1u);
  CAF_CHECK_EQUAL(found.records[0].sequence, 3u);
  CAF_CHECK(found.records[0].ticket.account == domain::account_id{7});
  CAF_CHECK_EQUAL(found.records[0].ticket.number, 9u);
  CAF_CHECK(found.records[0].ticket.entries == test::every_intent());
  CAF_CHECK(found.tears.empty());
}

// R-P-4
CAF_TEST(files are open to their owner only) {
  auto files = open();
  CAF_CHECK_EQUAL(test::mode_of(first), 0600);
  CAF_CHECK_EQUAL(test::mode_of(second), 0600);
}

CAF_TEST(a full file gives way only to an empty one) {
  auto files = open();
  append(files, 1);
  append(files, 2);
  append(files, 3);
  CAF_CHECK_EQUAL(std::filesystem::file_size(first), frame_of(1).size());
  CAF_CHECK_EQUAL(std::filesystem::file_size(second), 2 * frame_of(1).size());
}

CAF_TEST(a file is emptied only when it is out of use with all of it covered) {
  auto files = open();
  append(files, 1);
  CAF_REQUIRE(files.empty_covered(1).has_value());
  CAF_CHECK_EQUAL(std::filesystem::file_size(first), frame_of(1).size());
  append(files, 2);
  CAF_REQUIRE(files.empty_covered(0).has_value());
  CAF_CHECK_EQUAL(std::filesystem::file_size(first), frame_of(1).size());
  CAF_REQUIRE(files.empty_covered(1).has_value());
  CAF_CHECK_EQUAL(std::filesystem::file_size(first), 0u);
  CAF_CHECK_EQUAL(std::filesystem::file_size(second), frame_of(1).size());
}

CAF_TEST(alternation never loses what is uncovered) {
  auto files = open(3 * frame_of(1).size());
  std::uint64_t covered = 0;
  for (std::uint64_t sequence = 1; sequence <= 60; ++sequence) {
    append(files, sequence);
    // The database follows in leaps of its own.
    if (sequence % 7 == 0)
      covered = sequence - sequence % 5;
    CAF_REQUIRE(files.sync().has_value());
    CAF_REQUIRE(files.empty_covered(covered).has_value());
    const auto all = stored();
    for (auto i = covered + 1; i <= sequence; ++i)
      if (!all.contains(i))
        CAF_FAIL("intent " << i << " is lost at " << sequence);
  }
  CAF_CHECK(stored().size() < 30);
}

CAF_TEST(after a restart the free file is written while the other one is emptied) {
  {
    auto files = open();
    append(files, 1);
    append(files, 2);
    CAF_REQUIRE(files.empty_covered(1).has_value());
  }
  auto files = open();
  append(files, 3);
  CAF_CHECK_EQUAL(std::filesystem::file_size(first), frame_of(3).size());
  CAF_REQUIRE(files.empty_covered(2).has_value());
  CAF_CHECK_EQUAL(std::filesystem::file_size(second), 0u);
  CAF_CHECK((stored() == std::set<std::uint64_t>{3}));
}

CAF_TEST(tears are told with file plus place until they vanish with their file) {
  test::write_file(first, frame_of(1) + frame_of(2).substr(0, 20));
  auto files = open();
  CAF_REQUIRE_EQUAL(files.found().records.size(), 1u);
  CAF_REQUIRE_EQUAL(files.found().tears.size(), 1u);
  CAF_CHECK(files.found().tears[0].find(first.string()) != std::string::npos);
  append(files, 3);
  CAF_REQUIRE(files.empty_covered(1).has_value());
  CAF_CHECK(open().found().tears.empty());
  CAF_CHECK((stored() == std::set<std::uint64_t>{3}));
}

CAF_TEST(a frame whose content is unknown is told as well) {
  test::write_file(second, make_frame(R"({"what":"else"})") + frame_of(2));
  const auto found = open().found();
  CAF_CHECK_EQUAL(found.records.size(), 1u);
  CAF_CHECK_EQUAL(found.tears.size(), 1u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_intent_files
