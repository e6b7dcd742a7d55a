#define CAF_SUITE riskd_feed.documents

#include "adapters/riskd_feed/document_text.hpp"

#include <caf/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace riskd_feed_documents {

using namespace riskd;
using namespace riskd::riskd_feed;
using json = nlohmann::ordered_json;

namespace {

json rows_of(std::size_t count, std::size_t bytes_each) {
  auto out = json::array();
  for (std::size_t i = 0; i < count; ++i)
    out.push_back(std::string(bytes_each, 'x'));
  return out;
}

/// The members of a document in their order, each list with its length.
std::string summary_of(const std::string& text) {
  std::string out;
  const auto document = json::parse(text);
  for (const auto& [key, value] : document.items())
    out += (out.empty() ? "" : " ") + key
           + (value.is_array() ? "[" + std::to_string(value.size()) + "]" : "");
  return out;
}

} // namespace

CAF_TEST(a document that is short enough stays as it is) {
  const json document{{"name", "A-1"}, {"orders", rows_of(3, 10)}};
  CAF_CHECK_EQUAL(status_text(document), document.dump());
  CAF_CHECK_EQUAL(story_text(document), document.dump());
}

CAF_TEST(a document of the status holds what fits) {
  struct row {
    const char* label;
    json document;
    const char* expected;
  };
  const std::size_t all = document_size_max;
  // Eleven bytes stand around the text.
  const row rows[] = {
    {"exactly full", {{"text", std::string(all - 11, 't')}}, "text"},
    {"one byte too long", {{"text", std::string(all - 10, 't')}}, "shortened"},
    {"long orders",
     {{"name", "A-1"}, {"orders", rows_of(10, all / 8)}, {"rules", rows_of(2, 10)}},
     "name orders[0] rules[2] shortened"},
    {"long discrepancies too",
     {{"discrepancies", rows_of(2, all)}, {"orders", rows_of(2, all)}, {"alerts", rows_of(2, 9)}},
     "discrepancies[0] orders[0] alerts[2] shortened"},
    {"long alerts too",
     {{"alerts", rows_of(2, all)}, {"discrepancies", rows_of(2, all)}, {"orders", rows_of(2, all)}},
     "alerts[0] discrepancies[0] orders[0] shortened"},
    {"a list that is new",
     {{"name", "A-1"}, {"news", rows_of(9, all / 8)}, {"rules", rows_of(2, 10)}},
     "name rules[2] shortened"},
    {"two that are new",
     {{"more", rows_of(9, all / 8)}, {"name", "A-1"}, {"news", rows_of(9, all / 9)}},
     "name shortened"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    const auto text = status_text(each.document);
    CAF_CHECK(text.size() <= document_size_max);
    CAF_CHECK_EQUAL(summary_of(text), each.expected);
  }
}

CAF_TEST(a story holds its first commands) {
  const std::size_t all = domain::told_document_max;
  const json story{{"breach", 7}, {"commands", rows_of(200, 400)}, {"has_more_commands", false}};
  const auto text = story_text(story);
  CAF_CHECK(text.size() <= all);
  CAF_CHECK_EQUAL(summary_of(text), "breach commands[100] has_more_commands");
  CAF_CHECK(json::parse(text).at("has_more_commands") == true);
  const json endless{{"breach", 7}, {"commands", rows_of(1, 2 * all)}};
  CAF_CHECK_EQUAL(summary_of(story_text(endless)), "breach commands[0] has_more_commands");
  const json unknown{{"breach", 7}, {"closings", rows_of(2, all)}};
  CAF_CHECK_EQUAL(summary_of(story_text(unknown)), "breach shortened");
}

} // namespace riskd_feed_documents
