#define CAF_SUITE replay.mutilated_recordings

#include "adapters/replay/event_reader.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace replay_mutilated_recordings {

// Whatever becomes of a recording, reading it ends at its end or with an error on the line that is
// to blame (R-J-4).

using namespace riskd;

namespace {

constexpr std::uint64_t seed = 20260303;

const std::vector<std::string> good_lines{
  R"({"ts":"2026-03-03T15:00:00Z","type":"contract","data":{"id":"CON.F.US.MNQ.H26","tickSize":0.25,"tickValue":0.5}})",
  R"({"ts":"2026-03-03T15:00:00Z","type":"position","account":1,"data":{"contractId":"C","type":1,"size":2,"averagePrice":21000}})",
  R"({"ts":"2026-03-03T15:00:00Z","type":"trade","account":1,"data":{"id":101,"contractId":"C","profitAndLoss":-500,"side":1,"size":1}})",
  R"({"ts":"2026-03-03T15:00:00Z","type":"account","data":{"id":"1","name":"\u00e9","canTrade":false}})",
  R"({"ts":"2026-03-03T15:00:00Z","type":"quote","data":{"contractId":"C","lastPrice":1e2}})",
  R"({"ts":"2026-03-03T15:00:00Z","type":"clock"})",
};

struct outcome {
  std::uint64_t events = 0;
  std::optional<replay::recording_error> error;
};

outcome read(const std::string& recording) {
  std::istringstream input{recording};
  replay::event_reader reader{input, 4096};
  outcome out;
  while (reader.next())
    ++out.events;
  out.error = reader.error();
  return out;
}

struct fixture {
  std::mt19937_64 generator{seed};

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>{0, end - 1}(generator);
  }

  std::string recording_of(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
      out += good_lines[below(good_lines.size())] + "\n";
    return out;
  }

  /// Any bytes but a line feed, and at least one that is not blank.
  std::string junk() {
    std::string out = "x";
    for (auto size = below(40); size > 0; --size)
      if (const auto byte = static_cast<char>(below(256)); byte != '\n')
        out += byte;
    return out;
  }

  void mutilate(std::string& line) {
    const auto at = below(line.size());
    if (below(2) == 0)
      line[at] = static_cast<char>(below(256));
    else
      line.erase(at, 1 + below(5));
    std::erase(line, '\n');
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(mutilated_recordings_tests, fixture)

CAF_TEST(junk is an error on its own line) {
  CAF_MESSAGE("seed " << seed);
  int faults = 0;
  for (int round = 0; round < 500; ++round) {
    const auto before = below(8);
    const auto found = read(recording_of(before) + junk() + "\n" + recording_of(below(3)));
    const bool right = found.events == before && found.error && found.error->line == before + 1
                       && found.error->column >= 1 && !found.error->reason.empty();
    faults += right ? 0 : 1;
  }
  CAF_CHECK_EQUAL(faults, 0);
}

CAF_TEST(a mutilated line is to blame unless it is read) {
  CAF_MESSAGE("seed " << seed);
  int faults = 0;
  int errors = 0;
  for (int round = 0; round < 3000; ++round) {
    const auto before = below(4);
    auto line = good_lines[below(good_lines.size())];
    mutilate(line);
    const auto found = read(recording_of(before) + line + "\n" + recording_of(1));
    // A mutilated time may lie later than that of the line behind.
    const bool blamed = found.error && found.error->line >= before + 1
                        && found.error->line <= before + 2 && found.events == found.error->line - 1;
    errors += blamed ? 1 : 0;
    faults += blamed || (!found.error && found.events == before + 2) ? 0 : 1;
  }
  CAF_CHECK_EQUAL(faults, 0);
  CAF_CHECK(errors > 500);
}

CAF_TEST(every truncation is read up to its last whole line) {
  const auto whole = recording_of(6);
  int faults = 0;
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    const auto text = whole.substr(0, length);
    const auto ends = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    const bool at_line_end = text.empty() || text.back() == '\n' || whole[length] == '\n';
    const auto found = read(text);
    const bool right = at_line_end
                         ? !found.error
                         : found.error && found.error->line == ends + 1 && found.events == ends;
    faults += right ? 0 : 1;
  }
  CAF_CHECK_EQUAL(faults, 0);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace replay_mutilated_recordings
