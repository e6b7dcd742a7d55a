#define CAF_SUITE projectx.golden_stream

#include "adapters/json/exact_document.hpp"
#include "adapters/projectx/signalr_records.hpp"
#include "adapters/projectx/stream_events.hpp"
#include "tests/unit/projectx/describe.hpp"
#include "tests/unit/projectx/text_files.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace projectx_golden_stream {

using namespace riskd::projectx;

namespace {

/// One line for each report of a record, or one that says why there is none.
std::vector<std::string> lines_for(const std::string& record) {
  const auto document = riskd::json::exact_document::parse(record);
  if (!document)
    return {"malformed: " + document.error().sentence};
  const auto found = classify(*document);
  if (!found)
    return {"malformed: " + found.error().sentence};
  const auto* call = std::get_if<invocation>(&*found);
  if (call == nullptr)
    return {"no event"};
  std::vector<riskd::domain::broker_report> reports;
  read_event(event_named(call->target), call->arguments, reports);
  std::vector<std::string> lines;
  for (const auto& x : reports)
    lines.push_back(riskd::test::describe(x));
  if (lines.empty())
    lines.emplace_back("nothing");
  return lines;
}

} // namespace

// A-159, R-E-1, R-E-2, R-E-3: our own payloads in the shapes that were recorded or described.
CAF_TEST(the golden records yield the golden reports) {
  const auto records = riskd::test::lines_of(riskd::test::golden("stream.jsonl"));
  const auto expected = riskd::test::lines_of(riskd::test::golden("stream.expected"));
  std::vector<std::string> actual;
  for (const auto& record : records)
    for (const auto& line : lines_for(record))
      actual.push_back(line);
  CAF_REQUIRE(!actual.empty());
  for (std::size_t i = 0; i < std::max(actual.size(), expected.size()); ++i)
    CAF_CHECK_EQUAL(i < actual.size() ? actual[i] : "(missing)",
                    i < expected.size() ? expected[i] : "(missing)");
}

CAF_TEST(no truncation of a golden record passes for a record) {
  const auto records = riskd::test::lines_of(riskd::test::golden("stream.jsonl"));
  std::size_t accepted = 0;
  std::size_t tried = 0;
  for (const auto& record : records) {
    if (!riskd::json::exact_document::parse(record))
      continue;
    for (std::size_t size = 0; size < record.size(); ++size, ++tried)
      if (riskd::json::exact_document::parse(std::string_view{record}.substr(0, size)))
        ++accepted;
  }
  CAF_CHECK(tried > 1000);
  CAF_CHECK_EQUAL(accepted, 0u);
}

} // namespace projectx_golden_stream
