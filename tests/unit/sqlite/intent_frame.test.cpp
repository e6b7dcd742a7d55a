#define CAF_SUITE sqlite.intent_frame

#include "adapters/sqlite/intent_frame.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace sqlite_intent_frame {

using namespace riskd;
using namespace riskd::sqlite;

namespace {

const std::vector<std::string> payloads{"first", "", "the third one"};

std::string three_frames() {
  std::string bytes;
  for (const auto& each : payloads)
    bytes += make_frame(each);
  return bytes;
}

/// How many of the three frames end within the first `size` bytes.
std::size_t whole_frames(std::size_t size) {
  std::size_t end = 0;
  std::size_t count = 0;
  for (const auto& each : payloads) {
    end += make_frame(each).size();
    count += end <= size ? 1U : 0U;
  }
  return count;
}

} // namespace

CAF_TEST(frames come back in order) {
  const auto found = scan_frames(three_frames());
  CAF_REQUIRE(found.has_value());
  CAF_CHECK_EQUAL(found->payloads, payloads);
  CAF_CHECK(found->tears.empty());
  CAF_CHECK(scan_frames("").value().payloads.empty());
}

// R-F-9
CAF_TEST(everything before a cut at any byte is used) {
  const auto bytes = three_frames();
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto found = scan_frames(bytes.substr(0, size)).value();
    const auto whole = whole_frames(size);
    if (found.payloads.size() != whole)
      CAF_FAIL("cut at " << size << ": " << found.payloads.size() << " frames of " << whole);
    std::size_t intact = 0;
    for (std::size_t i = 0; i < whole; ++i)
      intact += make_frame(payloads[i]).size();
    const bool is_torn = size > intact;
    if (found.tears.size() != (is_torn ? 1U : 0U))
      CAF_FAIL("cut at " << size << ": tear not reported");
    if (is_torn && !(found.tears.front() == frame_tear{intact, size - intact}))
      CAF_FAIL("cut at " << size << ": wrong tear");
  }
  CAF_CHECK_EQUAL(whole_frames(bytes.size()), 3u);
}

CAF_TEST(any changed byte costs its own frame only) {
  const auto bytes = three_frames();
  const auto second = make_frame(payloads[0]).size();
  const auto third = second + make_frame(payloads[1]).size();
  for (std::size_t i = second; i < third; ++i) {
    auto changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    const auto found = scan_frames(changed).value();
    if (found.payloads != std::vector<std::string>{payloads[0], payloads[2]})
      CAF_FAIL("byte " << i << " went unnoticed or cost more than its frame");
    if (found.tears != std::vector<frame_tear>{{second, third - second}})
      CAF_FAIL("byte " << i << ": wrong tear");
  }
  CAF_CHECK(third > second);
}

CAF_TEST(frames behind a torn one are found) {
  const auto torn = make_frame("torn");
  for (std::size_t size = 1; size < torn.size(); ++size) {
    const auto found = scan_frames(torn.substr(0, size) + make_frame("whole")).value();
    if (found.payloads != std::vector<std::string>{"whole"} || found.tears.size() != 1)
      CAF_FAIL("cut at " << size);
  }
  CAF_CHECK_EQUAL(scan_frames(std::string(100, '\0')).value().tears.size(), 1u);
}

CAF_TEST(a newer format is refused) {
  // Version 2 with the checksum that such a program would write, made with Python's hashlib.
  const std::string newer{"\x89RDINT\r\n\x02\0\0\0\x01\0\0\0"
                          "\x4a\x4b\x93\x07\x05\x3a\x86\xa9\x02\xd1\xf9\xb7\x12\xbc\xac\x5b"
                          "x",
                          33};
  const auto found = scan_frames(newer);
  CAF_REQUIRE(found.has_error());
  CAF_CHECK(found.error().code == domain::failure_code::refused);
}

} // namespace sqlite_intent_frame
