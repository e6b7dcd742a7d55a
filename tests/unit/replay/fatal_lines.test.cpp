#define CAF_SUITE replay.fatal_lines

#include "adapters/replay/event_reader.hpp"
#include "tests/unit/replay/reading.hpp"

#include <caf/test/unit_test.hpp>

#include <sstream>

namespace replay_fatal_lines {

// R-J-4: what ends a recording, and where.

using namespace riskd;

namespace {

struct fatal_case {
  const char* label;
  std::string line;
  const char* expected;
};

constexpr auto clock_line = R"({"ts":"2026-03-03T15:00:00Z","type":"clock"})";

template <std::size_t Size>
void check(const fatal_case (&cases)[Size]) {
  for (const auto& x : cases) {
    CAF_MESSAGE(x.label);
    const auto found
      = test::read_all(std::string{clock_line} + "\n\n" + x.line + "\n" + clock_line);
    CAF_REQUIRE_EQUAL(found.size(), 2u);
    CAF_CHECK_EQUAL(found[0], "1 2026-03-03T15:00:00.000000Z clock");
    CAF_CHECK_EQUAL(found[1], x.expected);
  }
}

} // namespace

CAF_TEST(a line that is no JSON object is fatal) {
  const fatal_case cases[]{
    {"array", "[1]", "line 3, column 1: not a JSON object"},
    {"string", "  \"x\"", "line 3, column 3: not a JSON object"},
    {"number", "12", "line 3, column 1: not a JSON object"},
    {"null", "null", "line 3, column 1: not a JSON object"},
    {"words", "hello", "line 3, column 1: not a JSON object"},
    {"form feed", "\f", "line 3, column 1: not a JSON object"},
    {"no-break space", "\xc2\xa0", "line 3, column 1: not a JSON object"},
    {"byte order mark", std::string{"\xef\xbb\xbf"} + clock_line,
     "line 3, column 1: a byte order mark, which a recording does not have"},
    {"two objects", std::string{clock_line} + " " + clock_line,
     "line 3, column 46: nothing may follow the object"},
    {"a comma behind", std::string{clock_line} + ",",
     "line 3, column 45: nothing may follow the object"},
    {"a NUL behind", std::string{clock_line} + std::string(1, '\0'),
     "line 3, column 45: nothing may follow the object"},
    {"comment", "{} // no", "line 3, column 4: nothing may follow the object"},
  };
  check(cases);
}

CAF_TEST(broken JSON is fatal at its place) {
  const fatal_case cases[]{
    {"cut off", R"({"ts":"2026)", "line 3, column 12: the string does not end"},
    {"cut off after a name", R"({"ts")", "line 3, column 6: a colon is expected"},
    {"cut off after a colon", R"({"ts":)", "line 3, column 7: a value is expected"},
    {"cut off after a value", R"({"a":1)",
     "line 3, column 7: a comma or a closing brace is expected"},
    {"cut off in an array", R"({"a":[1,2)",
     "line 3, column 10: a comma or a closing bracket is expected"},
    {"trailing comma", R"({"a":1,})", "line 3, column 8: the name of a member is expected"},
    {"trailing comma in an array", R"({"a":[1,]})", "line 3, column 9: a value is expected"},
    {"no comma", R"({"a":1 "b":2})", "line 3, column 8: a comma or a closing brace is expected"},
    {"wrong bracket", R"({"a":[1}})", "line 3, column 8: a comma or a closing bracket is expected"},
    {"name without quotes", R"({a:1})", "line 3, column 2: the name of a member is expected"},
    {"single quotes", R"({'a':1})", "line 3, column 2: the name of a member is expected"},
    {"leading zero", R"({"a":-012})", "line 3, column 8: a number must not begin with zeros"},
    {"plus sign", R"({"a":+1})", "line 3, column 6: a value is expected"},
    {"bare minus", R"({"a":-})", "line 3, column 7: a digit is expected"},
    {"no fraction", R"({"a":1.})", "line 3, column 8: a digit is expected"},
    {"no exponent", R"({"a":1e+})", "line 3, column 9: a digit is expected"},
    {"not a number", R"({"a":NaN})", "line 3, column 6: a value is expected"},
    {"literal in capitals", R"({"a":True})", "line 3, column 6: a value is expected"},
    {"literal cut off", R"({"a":tru)", "line 3, column 6: a value is expected"},
    {"literal too long", R"({"a":nullx})",
     "line 3, column 10: a comma or a closing brace is expected"},
    {"unknown escape", R"({"a":"\x"})", "line 3, column 7: no such escape"},
    {"short escape", R"({"a":"\u12"})", "line 3, column 7: four hex digits are expected after \\u"},
    {"escape at the end", R"({"a":"\)", "line 3, column 7: no such escape"},
    {"tab in a string", "{\"a\":\"\t\"}", "line 3, column 7: a control character inside a string"},
    {"NUL in a string", std::string{"{\"a\":\"\0\"}", 9},
     "line 3, column 7: a control character inside a string"},
    {"after wide characters", "{\"\xc3\xa9\xf0\x9f\x98\x80\":x}",
     "line 3, column 7: a value is expected"},
  };
  check(cases);
}

// R-J-1: a recording is UTF-8.
CAF_TEST(bytes that are no characters are fatal) {
  const fatal_case cases[]{
    {"lone continuation", "{\"a\":\"\x80\"}", "line 3, column 7: not UTF-8"},
    {"Latin 1", "{\"a\":\"caf\xe9\"}", "line 3, column 10: not UTF-8"},
    {"overlong", "{\"a\":\"\xc0\xaf\"}", "line 3, column 7: not UTF-8"},
    {"overlong of three", "{\"a\":\"\xe0\x9f\xbf\"}", "line 3, column 7: not UTF-8"},
    {"overlong of four", "{\"a\":\"\xf0\x8f\xbf\xbf\"}", "line 3, column 7: not UTF-8"},
    {"surrogate", "{\"a\":\"\xed\xa0\x80\"}", "line 3, column 7: not UTF-8"},
    {"beyond the last", "{\"a\":\"\xf4\x90\x80\x80\"}", "line 3, column 7: not UTF-8"},
    {"cut off", "{\"a\":\"\xe2\x82\"}", "line 3, column 7: not UTF-8"},
    {"cut off by the end", "{\"a\":\"\xe2\x82", "line 3, column 7: not UTF-8"},
    {"in a name", "{\"\xff\":1}", "line 3, column 3: not UTF-8"},
  };
  check(cases);
}

CAF_TEST(a line without a readable time is fatal) {
  const fatal_case cases[]{
    {"absent", R"({"type":"clock"})", "line 3, column 1: ts is absent"},
    {"null", R"({"type":"clock","ts":null})", "line 3, column 22: ts is absent"},
    {"empty object", "{}", "line 3, column 1: ts is absent"},
    {"number", R"({"ts":1772550000,"type":"clock"})",
     "line 3, column 7: ts is no time like 2026-03-03T15:00:00Z"},
    {"no zone", R"({"ts":"2026-03-03T15:00:00","type":"clock"})",
     "line 3, column 7: ts is no time like 2026-03-03T15:00:00Z"},
    {"ten digits", R"({"ts":"2026-03-03T15:00:00.1234567890Z","type":"clock"})",
     "line 3, column 7: ts is no time like 2026-03-03T15:00:00Z"},
    {"a day that is none", R"({"ts":"2026-02-29T15:00:00Z","type":"clock"})",
     "line 3, column 7: ts is no time like 2026-03-03T15:00:00Z"},
    {"leap second", R"({"ts":"2026-06-30T23:59:60Z","type":"clock"})",
     "line 3, column 7: ts is no time like 2026-03-03T15:00:00Z"},
    {"last of two is null", R"({"ts":"2026-03-03T15:00:00Z","type":"clock","ts":null})",
     "line 3, column 50: ts is absent"},
  };
  check(cases);
}

CAF_TEST(a time before an earlier line is fatal) {
  const fatal_case cases[]{
    {"by a microsecond", R"({"ts":"2026-03-03T14:59:59.999999Z","type":"clock"})",
     "line 3, column 7: ts is earlier than 2026-03-03T15:00:00.000000Z on line 1"},
    {"by its offset", R"({"type":"clock","ts":"2026-03-03T15:00:00+00:01"})",
     "line 3, column 22: ts is earlier than 2026-03-03T15:00:00.000000Z on line 1"},
  };
  check(cases);
  const auto same = test::read_all(std::string{clock_line} + "\n" + clock_line);
  CAF_REQUIRE_EQUAL(same.size(), 2u);
  CAF_CHECK_EQUAL(same[1], "2 2026-03-03T15:00:00.000000Z clock");
}

CAF_TEST(an unknown type is fatal) {
  const fatal_case cases[]{
    {"another word", test::line_with(R"("type":"Trade")"),
     "line 3, column 37: type is none of the known ones"},
    {"empty", test::line_with(R"("type":"")"), "line 3, column 37: type is none of the known ones"},
    {"absent", test::line_with(R"("data":{})"), "line 3, column 1: type is absent"},
    {"null", test::line_with(R"("type":null)"), "line 3, column 37: type is absent"},
    {"number", test::line_with(R"("type":1)"), "line 3, column 37: type is none of the known ones"},
    {"last of two", test::line_with(R"("type":"clock","type":["clock"])"),
     "line 3, column 52: type is none of the known ones"},
  };
  check(cases);
}

CAF_TEST(a line beyond the limit is fatal) {
  const std::string line = clock_line;
  const auto count_with = [&](std::size_t limit) {
    std::istringstream input{line + "\n" + line};
    replay::event_reader reader{input, limit};
    int count = 0;
    while (reader.next())
      ++count;
    return std::pair{count, reader.error() ? describe(*reader.error()) : ""};
  };
  CAF_CHECK(count_with(line.size()) == std::pair(2, std::string{}));
  CAF_CHECK(count_with(line.size() - 1)
            == std::pair(0, std::string{"line 1, column 1: longer than 43 bytes"}));
}

} // namespace replay_fatal_lines
