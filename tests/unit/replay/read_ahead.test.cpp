#define CAF_SUITE replay.read_ahead

#include "adapters/replay/read_ahead.hpp"

#include "tests/unit/replay/reading.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <functional>
#include <latch>
#include <new>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

namespace replay_read_ahead {

using namespace riskd;
using replay::read_ahead;

namespace {

/// More events than the thread may ever be ahead.
constexpr std::size_t many = 5000;

/// How much is read from the stream at once.
constexpr std::uint64_t block_bytes = std::uint64_t{256} << 10U;

/// The most that may lie between what was read and what was given out. These lines are short: three
/// batches and a piece of the stream are less than a block.
constexpr std::uint64_t lead_max = 2 * block_bytes;

std::string quote_line(std::size_t number) {
  return test::line_with(R"("type":"quote","data":{"contractId":"CON.F.US.MNQ.H26",)"
                         R"("lastPrice":)"
                         + std::to_string(20'000 + number % 1000) + "}")
         + "\n";
}

std::string recording_of(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i)
    out += quote_line(i) + (i % 7 == 0 ? "\n" : "");
  return out;
}

std::vector<std::string> drain(read_ahead& reader) {
  std::vector<std::string> out;
  while (const auto* event = reader.next())
    out.push_back(std::to_string(event->line) + " " + domain::to_string(event->at) + " "
                  + test::describe(event->what));
  return out;
}

/// What `test::read_all` says of a recording, but read ahead.
std::vector<std::string> read_all_ahead(const std::string& recording) {
  std::istringstream input{recording};
  read_ahead reader{input};
  auto out = drain(reader);
  if (reader.error())
    out.push_back(describe(*reader.error()));
  return out;
}

/// Gives quotes until somebody stops asking, or as often as `asked` lets it.
class quote_stream : public std::streambuf {
public:
  /// Is called before each piece of the recording, with how many came before. Returns false for
  /// its end.
  using question = std::function<bool(std::size_t pieces)>;

  explicit quote_stream(question asked) : asked_(std::move(asked)), piece_(recording_of(1000)) {
  }

  [[nodiscard]] std::uint64_t given() const {
    return given_;
  }

  [[nodiscard]] std::uint64_t piece_bytes() const {
    return piece_.size();
  }

protected:
  int_type underflow() override {
    if (!asked_(given_ / piece_.size()))
      return traits_type::eof();
    given_ += piece_.size();
    setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
    return traits_type::to_int_type(piece_.front());
  }

private:
  question asked_;
  std::string piece_;
  std::atomic<std::uint64_t> given_ = 0;
};

/// How many events come before there is no memory.
template <class Reader>
std::size_t events_until_thrown(Reader& reader) {
  std::size_t count = 0;
  try {
    while (reader.next())
      ++count;
  } catch (const std::bad_alloc&) {
    return count;
  }
  CAF_ERROR("nothing was thrown");
  return count;
}

sigset_t blocked_signals() {
  sigset_t out{};
  ::pthread_sigmask(SIG_BLOCK, nullptr, &out);
  return out;
}

} // namespace

CAF_TEST(events come in the order of the recording) {
  for (const auto count : {std::size_t{1}, std::size_t{255}, std::size_t{256}, std::size_t{257},
                           std::size_t{1024}, std::size_t{1025}, many}) {
    const auto recording = recording_of(count);
    const auto found = read_all_ahead(recording);
    CAF_CHECK_EQUAL(found.size(), count);
    CAF_CHECK(found == test::read_all(recording));
  }
}

CAF_TEST(an empty recording has neither events nor an error) {
  for (const auto* text : {"", "\n\n"}) {
    std::istringstream input{text};
    read_ahead reader{input};
    CAF_CHECK_EQUAL(reader.bytes(), 0u);
    CAF_CHECK(reader.next() == nullptr);
    CAF_CHECK(reader.next() == nullptr);
    CAF_CHECK(!reader.error());
    CAF_CHECK_EQUAL(reader.bytes(), std::string{text}.size());
  }
}

CAF_TEST(an error is told after all events before it) {
  for (const auto count : {std::size_t{0}, std::size_t{1}, std::size_t{255}, std::size_t{256},
                           std::size_t{257}, std::size_t{3000}}) {
    const auto recording = recording_of(count) + "{\"ts\" 7}\n" + quote_line(0);
    std::istringstream input{recording};
    read_ahead reader{input};
    for (std::size_t i = 0; i < count; ++i) {
      CAF_CHECK(reader.next() != nullptr);
      CAF_CHECK(!reader.error());
    }
    CAF_CHECK(reader.next() == nullptr);
    CAF_REQUIRE(reader.error());
    const auto expected = test::read_all(recording);
    CAF_CHECK_EQUAL(describe(*reader.error()), expected.back());
    CAF_CHECK(reader.next() == nullptr);
    CAF_CHECK(reader.error());
  }
}

CAF_TEST(a line longer than the limit is an error) {
  std::istringstream input{quote_line(0) + quote_line(1) + std::string(300, ' ')};
  read_ahead reader{input, 200};
  CAF_CHECK_EQUAL(drain(reader).size(), 2u);
  CAF_REQUIRE(reader.error());
  CAF_CHECK_EQUAL(describe(*reader.error()), "line 3, column 1: longer than 200 bytes");
}

CAF_TEST(the place in the recording grows up to its end) {
  const auto recording = recording_of(many);
  std::istringstream input{recording};
  read_ahead reader{input};
  std::uint64_t before = 0;
  std::size_t places = 0;
  while (reader.next() != nullptr) {
    CAF_REQUIRE(reader.bytes() >= before);
    places += reader.bytes() == before ? 0 : 1;
    before = reader.bytes();
  }
  CAF_CHECK_EQUAL(reader.bytes(), recording.size());
  CAF_CHECK_EQUAL(places, (many + 255) / 256);
}

CAF_TEST(the reading ends where nobody wants more events) {
  const auto for_ever = [](std::size_t) {
    return true;
  };
  quote_stream unasked{for_ever};
  quote_stream asked_once{for_ever};
  std::istream input_unasked{&unasked};
  std::istream input_asked_once{&asked_once};
  { const read_ahead unused{input_unasked}; }
  CAF_CHECK(unasked.given() <= lead_max);
  read_ahead reader{input_asked_once};
  CAF_CHECK(reader.next() != nullptr);
}

CAF_TEST(the reading stays close to a slow caller) {
  quote_stream endless{[](std::size_t) {
    return true;
  }};
  std::istream input{&endless};
  read_ahead reader{input};
  // For each event the caller reads more than the thread may read ahead in all.
  const auto work = recording_of(2000);
  std::uint64_t lead = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    CAF_REQUIRE(reader.next() != nullptr);
    CAF_CHECK_EQUAL(test::read_all(work).size(), 2000u);
    lead = std::max(lead, endless.given() - reader.bytes());
  }
  CAF_CHECK(lead > 0);
  CAF_CHECK(lead <= lead_max);
}

CAF_TEST(events are given out while the stream keeps the reader waiting) {
  std::latch more{1};
  std::size_t before = 0;
  quote_stream slow{[&](std::size_t pieces) {
    // What is read at once is a quarter of a megabyte; the thread waits for the second one.
    if (pieces == 6)
      more.wait();
    before = pieces;
    return pieces < 8;
  }};
  std::istream input{&slow};
  read_ahead reader{input};
  for (std::size_t i = 0; i < 256; ++i)
    CAF_CHECK(reader.next() != nullptr);
  more.count_down();
  CAF_CHECK_EQUAL(drain(reader).size(), 8000u - 256u);
  CAF_CHECK_EQUAL(before, 8u);
}

CAF_TEST(what the reading throws reaches the caller after the events before it) {
  const auto without_memory = [](std::size_t pieces) {
    if (pieces == 8)
      throw std::bad_alloc{};
    return true;
  };
  quote_stream once{without_memory};
  quote_stream again{without_memory};
  std::istream input{&once};
  std::istream input_again{&again};
  input.exceptions(std::ios::badbit);
  input_again.exceptions(std::ios::badbit);
  replay::event_reader plain{input};
  read_ahead reader{input_again};
  const auto expected = events_until_thrown(plain);
  CAF_CHECK(expected % 256 != 0);
  CAF_CHECK_EQUAL(events_until_thrown(reader), expected);
  CAF_CHECK_EQUAL(events_until_thrown(reader), std::size_t{0});
  CAF_CHECK(!reader.error());
}

CAF_TEST(signals are left to the thread of the caller) {
  const auto before = blocked_signals();
  std::atomic<bool> all_blocked = false;
  quote_stream observed{[&](std::size_t) {
    const auto blocked = blocked_signals();
    all_blocked = ::sigismember(&blocked, SIGINT) == 1 && ::sigismember(&blocked, SIGTERM) == 1
                  && ::sigismember(&blocked, SIGHUP) == 1 && ::sigismember(&blocked, SIGWINCH) == 1;
    return false;
  }};
  std::istream input{&observed};
  read_ahead reader{input};
  const auto after = blocked_signals();
  CAF_CHECK(reader.next() == nullptr);
  CAF_CHECK(all_blocked);
  for (const int each : {SIGINT, SIGTERM, SIGHUP, SIGWINCH})
    CAF_CHECK_EQUAL(::sigismember(&after, each), ::sigismember(&before, each));
}

} // namespace replay_read_ahead
