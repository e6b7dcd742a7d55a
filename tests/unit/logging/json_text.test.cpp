#define CAF_SUITE logging.json_text

#include "adapters/logging/json_text.hpp"

#include <caf/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <string>

namespace logging_json_text {

using namespace riskd::logging;

namespace {

std::string as_json(std::string_view text, std::size_t bytes_max = 4096) {
  std::string out;
  append_json_string(out, text, bytes_max);
  return out;
}

} // namespace

CAF_TEST(printable ascii stays as it is) {
  CAF_CHECK_EQUAL(as_json("Order 42: a/b ~"), R"("Order 42: a/b ~")");
  CAF_CHECK_EQUAL(as_json(""), R"("")");
}

CAF_TEST(quotes backslashes control characters are escaped) {
  CAF_CHECK_EQUAL(as_json("a\"b\\c"), R"("a\"b\\c")");
  CAF_CHECK_EQUAL(as_json(std::string_view{"\n\t\0\x1b\x7f", 5}),
                  R"("\u000a\u0009\u0000\u001b\u007f")");
}

CAF_TEST(characters beyond ascii become escapes that parse back) {
  // R-P-8: ASCII only.
  CAF_CHECK_EQUAL(as_json("\xc3\xa9"), R"("\u00e9")");
  CAF_CHECK_EQUAL(as_json("\xe2\x82\xac"), R"("\u20ac")");
  CAF_CHECK_EQUAL(as_json("\xf0\x9f\x98\x80"), R"("\ud83d\ude00")");
  const std::string text = "Z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x98\x80";
  CAF_CHECK_EQUAL(nlohmann::json::parse(as_json(text)).get<std::string>(), text);
}

CAF_TEST(bytes that are no utf8 become replacement characters) {
  struct row {
    const char* label;
    std::string_view bytes;
    const char* expected;
  };
  const row rows[] = {
    {"lone continuation", "a\x80z", R"("a\ufffdz")"},
    {"cut sequence", "a\xe2\x82", R"("a\ufffd\ufffd")"},
    {"broken sequence", "\xe2(\xa1", R"("\ufffd(\ufffd")"},
    {"overlong slash", "\xc0\xaf", R"("\ufffd\ufffd")"},
    {"overlong three", "\xe0\x80\xaf", R"("\ufffd\ufffd\ufffd")"},
    {"surrogate", "\xed\xa0\x80", R"("\ufffd\ufffd\ufffd")"},
    {"beyond unicode", "\xf4\x90\x80\x80", R"("\ufffd\ufffd\ufffd\ufffd")"},
    {"no lead byte", "\xff", R"("\ufffd")"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    CAF_CHECK_EQUAL(as_json(each.bytes), each.expected);
  }
}

CAF_TEST(long text is cut at a character) {
  CAF_CHECK_EQUAL(as_json("abcd", 4), R"("abcd")");
  CAF_CHECK_EQUAL(as_json("abcde", 4), R"("abcd...")");
  CAF_CHECK_EQUAL(as_json("abc\xc3\xa9", 4), R"("abc...")");
}

} // namespace logging_json_text
