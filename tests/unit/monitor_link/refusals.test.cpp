#define CAF_SUITE monitor_link.refusals

#include "adapters/monitor_link/refusal_log.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace monitor_link_refusals {

using namespace riskd;
using namespace riskd::monitor_link;
using namespace std::chrono_literals;

namespace {

struct fixture {
  std::vector<std::string> lines;
  refusal_log log{
    60s, 3, [this](const refusal_key& what, const std::string& detail, std::uint64_t left_out) {
      lines.push_back(what.source + " " + what.reason + " " + detail + " "
                      + std::to_string(left_out));
    }};

  using list = std::vector<std::string>;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(refusals_tests, fixture)

CAF_TEST(a refusal is written once in its period with the number of those left out) {
  log.note({"a", "late"}, "x", 0s);
  log.note({"a", "late"}, "y", 1s);
  log.note({"a", "late"}, "z", 59s);
  CAF_CHECK(lines == (list{"a late x 0"}));
  log.note({"a", "late"}, "w", 60s);
  CAF_CHECK(lines == (list{"a late x 0", "a late w 2"}));
  log.note({"a", "late"}, "v", 119s);
  CAF_CHECK_EQUAL(lines.size(), 2u);
}

CAF_TEST(sources are told apart as reasons are) {
  log.note({"a", "late"}, "", 0s);
  log.note({"b", "late"}, "", 0s);
  log.note({"a", "wrong"}, "", 0s);
  CAF_CHECK_EQUAL(lines.size(), 3u);
}

CAF_TEST(what was left out is written when the period is over) {
  log.note({"a", "late"}, "", 0s);
  log.note({"a", "late"}, "", 10s);
  log.note({"b", "late"}, "", 10s);
  log.sweep(59s);
  CAF_CHECK_EQUAL(lines.size(), 2u);
  log.sweep(61s);
  CAF_CHECK_EQUAL(lines.back(), "a late repeated 1");
  log.sweep(71s);
  CAF_CHECK_EQUAL(lines.size(), 3u);
}

CAF_TEST(what was left out is written at the end) {
  log.note({"a", "late"}, "", 0s);
  log.note({"a", "late"}, "", 1s);
  log.finish();
  log.finish();
  CAF_CHECK(lines == (list{"a late  0", "a late repeated 1"}));
}

CAF_TEST(many sources share a line) {
  for (const auto* each : {"a", "b", "c", "d", "e", "f"})
    log.note({each, "late"}, "", 0s);
  CAF_CHECK_EQUAL(lines.size(), 4u);
  CAF_CHECK_EQUAL(lines.back(), "others late  0");
  log.finish();
  CAF_CHECK_EQUAL(lines.back(), "others late repeated 2");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_link_refusals
