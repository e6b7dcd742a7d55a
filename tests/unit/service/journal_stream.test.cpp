#define CAF_SUITE service.journal_stream

#include "adapters/service/journal_stream.hpp"

#include "tests/unit/logging/collected_lines.hpp"
#include "tests/unit/logging/set_clock.hpp"

#include <caf/test/unit_test.hpp>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

namespace service_journal_stream {

using namespace riskd;
using service::also_to_journal;
using service::priority_of;

namespace {

/// Everything that was written to `stream`.
std::string text_of(std::FILE* stream) {
  std::string text;
  std::array<char, 4096> part{};
  std::rewind(stream);
  for (std::size_t size = 0; (size = std::fread(part.data(), 1, part.size(), stream)) > 0;)
    text.append(part.data(), size);
  return text;
}

} // namespace

CAF_TEST(levels become priorities of the journal) {
  // R-P-8 names the levels, syslog(3) the priorities.
  CAF_CHECK_EQUAL(priority_of(R"({"ts":"t","level":"DEBUG","event":"a.b"})"), 7);
  CAF_CHECK_EQUAL(priority_of(R"({"ts":"t","level":"INFO","event":"a.b"})"), 6);
  CAF_CHECK_EQUAL(priority_of(R"({"ts":"t","level":"WARN","event":"a.b"})"), 4);
  CAF_CHECK_EQUAL(priority_of(R"({"ts":"t","level":"ERROR","event":"a.b"})"), 3);
  CAF_CHECK_EQUAL(priority_of(R"({"ts":"t","level":"CRITICAL","event":"a.b"})"), 2);
}

CAF_TEST(a line without a known level is information) {
  for (const auto* line : {"", "text", R"({"level":"LOUD"})", R"({"level":")"})
    CAF_CHECK_EQUAL(priority_of(line), 6);
}

CAF_TEST(a field cannot pass itself off as the level) {
  CAF_CHECK_EQUAL(
    priority_of(R"({"ts":"t","level":"INFO","event":"a.b","reason":"\"level\":\"CRITICAL\""})"), 6);
}

CAF_TEST(file with journal get the same lines) {
  std::FILE* stream = std::tmpfile();
  CAF_REQUIRE(stream != nullptr);
  const auto file = std::make_shared<test::collected_lines>();
  test::set_clock clock;
  {
    const logging::logger log{also_to_journal(file, stream), clock, {}};
    log.info("test.first");
    log.critical("test.second");
  }
  const auto lines = file->all();
  CAF_REQUIRE_EQUAL(lines.size(), 2u);
  CAF_CHECK_EQUAL(text_of(stream), "<6>" + lines[0] + "\n<2>" + lines[1] + "\n");
  std::fclose(stream);
}

CAF_TEST(what the file lost is told) {
  std::FILE* stream = std::tmpfile();
  CAF_REQUIRE(stream != nullptr);
  const auto file = std::make_shared<test::collected_lines>();
  file->lost_count = 7;
  CAF_CHECK_EQUAL(also_to_journal(file, stream)->lost(), 7u);
  std::fclose(stream);
}

} // namespace service_journal_stream
