#define CAF_SUITE sqlite.audit_chain

#include "adapters/sqlite/audit_chain.hpp"

#include "tests/unit/sqlite/samples.hpp"

#include <caf/test/unit_test.hpp>

namespace sqlite_audit_chain {

using namespace riskd;
using namespace riskd::sqlite;

namespace {

const domain::account_id account{4711};

// Made by hand; the hashes with Python's hashlib from the same bytes without `,"hash":"..."`.
constexpr const char* first_line
  = R"({"n":1,"ts":"2026-03-03T15:00:00.000000Z","account":4711,"type":"breach",)"
    R"("rule":"RULE-003","text":"Daily loss \"limit\" reached",)"
    R"("data":{"observed":"-550.00","limit":"-500.00"},"config":"c0ffee",)"
    R"("prev":"0000000000000000000000000000000000000000000000000000000000000000",)"
    R"("hash":"c5add86d642b8806dd169bad7f2a500be582bac142419a58735e2efce4c4a2bc"})";

constexpr const char* second_line
  = R"({"n":2,"ts":"2026-03-03T15:00:00.000001Z","account":null,"type":"start",)"
    R"("rule":null,"text":"","data":{},"config":"",)"
    R"("prev":"c5add86d642b8806dd169bad7f2a500be582bac142419a58735e2efce4c4a2bc",)"
    R"("hash":"cb54e3a7060a3df980dfad013a119f4f07e0b56ea7a4853fd91364cf6df4e4a8"})";

domain::audit_entry start_entry() {
  domain::audit_entry x;
  x.at = test::instant(1);
  x.type = "start";
  return x;
}

} // namespace

// R-P-5
CAF_TEST(lines have the documented bytes) {
  const auto first
    = next_audit_line({}, account, test::an_audit_entry("Daily loss \"limit\" reached"));
  CAF_CHECK_EQUAL(first.text, first_line);
  CAF_CHECK_EQUAL(first.link.n, 1);
  const auto second = next_audit_line(first.link, std::nullopt, start_entry());
  CAF_CHECK_EQUAL(second.text, second_line);
}

CAF_TEST(a line is taken apart again) {
  const auto first = next_audit_line({}, account, test::an_audit_entry("x"));
  const auto second = next_audit_line(first.link, account, start_entry());
  const auto parsed = parse_audit_line(second.text);
  CAF_REQUIRE(parsed.has_value());
  CAF_CHECK(parsed->link == second.link);
  CAF_CHECK_EQUAL(parsed->previous, first.link.hash);
}

CAF_TEST(any single changed byte is noticed) {
  const auto line = next_audit_line({}, account, test::an_audit_entry("x")).text;
  std::size_t noticed = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    auto changed = line;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    noticed += parse_audit_line(changed) ? 0U : 1U;
  }
  CAF_CHECK_EQUAL(noticed, line.size());
}

CAF_TEST(any missing end is noticed) {
  const auto line = next_audit_line({}, account, test::an_audit_entry("x")).text;
  std::size_t noticed = 0;
  for (std::size_t i = 0; i < line.size(); ++i)
    noticed += parse_audit_line(line.substr(0, i)) ? 0U : 1U;
  CAF_CHECK_EQUAL(noticed, line.size());
}

} // namespace sqlite_audit_chain
