#define CAF_SUITE replay.live_recording

#include "adapters/replay/live_recording.hpp"

#include "adapters/replay/event_reader.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace replay_live_recording {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::replay;

namespace {

const auto start = parse_time("2026-03-03T15:00:00.25Z").value();

constexpr auto new_file = recording_file::target::new_file;
constexpr auto any_file = recording_file::target::any_file;

/// Number of events in a file; fails the test if it cannot be replayed.
int events_in(const std::filesystem::path& file) {
  std::ifstream input{file, std::ios::binary};
  event_reader reader{input};
  int events = 0;
  while (reader.next())
    ++events;
  CAF_CHECK(!reader.error());
  return events;
}

struct fixture {
  void wait_until_closed() {
    while (recording.report()->state != recording_state::closed)
      std::this_thread::yield();
  }

  test::temporary_directory folder;
  const std::filesystem::path file = folder.path() / "events.ndjson";
  std::vector<std::string> complaints;
  live_recording recording{[this](const std::string& x) {
    complaints.push_back(x);
  }};
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(live_recording_tests, fixture)

// R-J-4
CAF_TEST(a recording can be replayed whatever the times of its events) {
  CAF_REQUIRE(recording.begin(file, new_file));
  const auto number = recording.under_way();
  recording.record(number, clock_tick{}, start);
  recording.record(number, clock_tick{}, start - duration{1});
  recording.record(number, clock_tick{}, start + duration{1});
  CAF_CHECK(recording.end());
  wait_until_closed();
  CAF_CHECK_EQUAL(events_in(file), 3);
  const auto told = *recording.report();
  CAF_CHECK_EQUAL(told.events, 3u);
  CAF_CHECK_EQUAL(told.missing, 0u);
  CAF_CHECK(told.file == file);
  CAF_CHECK(complaints.empty());
}

CAF_TEST(only the owner may read it) {
  CAF_REQUIRE(recording.begin(file, new_file));
  CAF_CHECK(std::filesystem::status(file).permissions() == std::filesystem::perms{0600});
}

CAF_TEST(what belongs to another recording is left out) {
  CAF_CHECK_EQUAL(recording.under_way(), 0u);
  recording.record(0, clock_tick{}, start);
  CAF_CHECK(!recording.report());
  CAF_REQUIRE(recording.begin(file, new_file));
  const auto first = recording.under_way();
  CAF_CHECK(recording.end());
  CAF_CHECK_EQUAL(recording.under_way(), 0u);
  recording.record(first, clock_tick{}, start);
  wait_until_closed();
  const auto second_file = folder.path() / "second.ndjson";
  CAF_REQUIRE(recording.begin(second_file, new_file));
  CAF_CHECK(recording.under_way() != first);
  recording.record(first, clock_tick{}, start);
  recording.record(recording.under_way(), clock_tick{}, start);
  CAF_CHECK(recording.end());
  wait_until_closed();
  CAF_CHECK_EQUAL(events_in(file), 0);
  CAF_CHECK_EQUAL(events_in(second_file), 1);
}

CAF_TEST(there is one recording at a time) {
  CAF_CHECK(!recording.end());
  CAF_REQUIRE(recording.begin(file, new_file));
  const auto refused = recording.begin(folder.path() / "second.ndjson", new_file);
  CAF_REQUIRE(!refused);
  CAF_CHECK(refused.error().code == failure_code::refused);
  CAF_CHECK(refused.error().sentence.find(file.string()) != std::string::npos);
  CAF_CHECK(recording.end());
  CAF_CHECK(!recording.end());
}

CAF_TEST(a file that exists is gone on with only where that is wanted) {
  std::ofstream{file} << "kept\n";
  CAF_CHECK(!recording.begin(file, new_file));
  CAF_CHECK_EQUAL(recording.under_way(), 0u);
  CAF_REQUIRE(recording.begin(file, any_file));
  recording.record(recording.under_way(), clock_tick{}, start);
  CAF_CHECK(recording.end());
  wait_until_closed();
  std::string line;
  std::ifstream in{file};
  CAF_CHECK(std::getline(in, line) && line == "kept");
  CAF_CHECK(std::getline(in, line) && line.find("clock") != std::string::npos);
}

CAF_TEST(a file that cannot be opened is refused) {
  const auto refused = recording.begin("/proc/no/such/place", any_file);
  CAF_REQUIRE(!refused);
  CAF_CHECK(refused.error().sentence.find("/proc/no/such/place") != std::string::npos);
}

CAF_TEST(what a full disk leaves out is counted as missing) {
  CAF_REQUIRE(recording.begin("/dev/full", any_file));
  recording.record(recording.under_way(), clock_tick{}, start);
  CAF_CHECK(recording.end());
  wait_until_closed();
  const auto told = *recording.report();
  CAF_CHECK_EQUAL(told.events, 0u);
  CAF_CHECK_EQUAL(told.missing, 1u);
  CAF_CHECK_EQUAL(told.trouble, "the recording cannot be written");
  CAF_CHECK_EQUAL(complaints.size(), 1u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace replay_live_recording
