#define CAF_SUITE config.document

#include "config/document.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace config_document {

using namespace riskd;

namespace {

std::string place(const config::text_position& x) {
  return std::to_string(x.line) + ":" + std::to_string(x.column);
}

/// Every value of the tree as `pointer line:column`, in the order of the file.
std::string places(const config::value& x) {
  auto out = x.pointer + " " + place(x.where) + "\n";
  for (const auto& item : x.items)
    out += places(item);
  for (const auto& each : x.members)
    out += places(each.content);
  return out;
}

std::string places(const char* text) {
  const auto read = config::read_document(text);
  return read.root ? places(*read.root) : "unreadable";
}

/// All problems, one per line.
std::string problems(std::string_view text) {
  std::string out;
  for (const auto& each : config::read_document(text).problems.errors())
    out += config::to_string(each) + "\n";
  return out;
}

config::value root(const char* text) {
  auto read = config::read_document(text);
  if (!read.root)
    CAF_FAIL("unreadable: " << text);
  return *read.root;
}

} // namespace

CAF_TEST(every value knows its pointer with line with column) {
  CAF_CHECK_EQUAL(places("{\n"
                         "  \"a\": 1,\n"
                         "  \"b\": {\"c\": [true, null, \"x\"],\n"
                         "        \"d\":-2.50},\n"
                         "\t\"e\": [ [] , {} ]\n"
                         "}"),
                  " 1:1\n"
                  "/a 2:8\n"
                  "/b 3:8\n"
                  "/b/c 3:14\n"
                  "/b/c/0 3:15\n"
                  "/b/c/1 3:21\n"
                  "/b/c/2 3:27\n"
                  "/b/d 4:13\n"
                  "/e 5:7\n"
                  "/e/0 5:9\n"
                  "/e/1 5:14\n");
}

CAF_TEST(keys know their place) {
  const auto read = root("{\n  \"a\"  : {\"\\\"b\\\\\" : 1}}");
  CAF_REQUIRE_EQUAL(read.members.size(), 1u);
  CAF_CHECK_EQUAL(place(read.members[0].where), "2:3");
  CAF_REQUIRE_EQUAL(read.members[0].content.members.size(), 1u);
  CAF_CHECK_EQUAL(read.members[0].content.members[0].key, "\"b\\");
  CAF_CHECK_EQUAL(place(read.members[0].content.members[0].where), "2:11");
}

CAF_TEST(columns count characters rather than bytes) {
  CAF_CHECK_EQUAL(places("[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\", 7]"),
                  " 1:1\n/0 1:2\n/1 1:9\n");
}

CAF_TEST(texts may end in backslashes beside quotation marks) {
  CAF_CHECK_EQUAL(places("[\"a\\\\\", \"\\\"\", \"\\\\\\\"\", \"\", 5]"),
                  " 1:1\n/0 1:2\n/1 1:9\n/2 1:15\n/3 1:23\n/4 1:27\n");
}

// RFC 6901
CAF_TEST(pointers escape what has a meaning in them) {
  CAF_CHECK_EQUAL(places("{\"a/b\": {\"c~d\": 1}, \"\": 2}"),
                  " 1:1\n/a~1b 1:9\n/a~1b/c~0d 1:17\n/ 1:25\n");
}

// R-C-1, A-177
CAF_TEST(comments are allowed) {
  CAF_CHECK_EQUAL(places("// first\n/* second\n   third */ { // fourth\n \"a\": /* 5 */ 6 }//end"),
                  " 3:13\n/a 4:15\n");
}

CAF_TEST(a trailing comma is an error at its place) {
  CAF_CHECK_EQUAL(
    problems("{\n  \"a\": 1,\n}"),
    "E-1 (root) at 3:1: found a syntax error while parsing object key - unexpected '}'; "
    "expected string literal; allowed: JSON with comments\n");
  CAF_CHECK_EQUAL(
    problems("{\"a\": [1, 2,]}"),
    "E-1 /a/2 at 1:13: found a syntax error while parsing value - unexpected ']'; expected "
    "'[', '{', or a literal; allowed: JSON with comments\n");
}

CAF_TEST(duplicate keys are all reported while reading goes on) {
  const char* text = "{\"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2},\n \"a\": {\"x\": 1, \"x\": 2}}";
  CAF_CHECK_EQUAL(problems(text),
                  "E-1 /b/c at 2:16: found a key that stands here twice; allowed: each key once\n"
                  "E-1 /a at 3:2: found a key that stands here twice; allowed: each key once\n"
                  "E-1 /a/x at 3:16: found a key that stands here twice; allowed: each key once\n");
  CAF_CHECK_EQUAL(places(text), " 1:1\n/a 1:7\n/b 2:7\n/b/c 2:13\n");
}

// R-V-7: no number passes through binary floating point.
CAF_TEST(numbers keep their digits) {
  const auto read = root("[0.1, -500.00, 1e2, 5E-07, 9223372036854775808, 12345678901234567890123, "
                         "1/**/, 7]");
  std::string digits;
  for (const auto& each : read.items)
    digits += each.text + " ";
  CAF_CHECK_EQUAL(digits, "0.1 -500.00 1e2 5E-07 9223372036854775808 12345678901234567890123 1 7 ");
}

CAF_TEST(a number may be the whole file) {
  CAF_CHECK_EQUAL(root("42").text, "42");
  CAF_CHECK_EQUAL(root(" 42 ").text, "42");
}

CAF_TEST(kinds of values are told apart) {
  const auto read = root("[null, true, false, 1, \"1\", [], {}]");
  std::string kinds;
  for (const auto& each : read.items)
    kinds += std::string{to_string(each.kind)} + ", ";
  CAF_CHECK_EQUAL(kinds, "null, true or false, true or false, a number, a string, a list, "
                         "an object, ");
  CAF_CHECK(read.items[1].flag);
  CAF_CHECK(!read.items[2].flag);
}

CAF_TEST(what is no JSON is refused with its place) {
  struct row {
    const char* text;
    const char* place;
  };
  for (const auto& x :
       {row{"", "1:1"},         row{"  \n ", "2:2"},         row{"{", "1:2"},
        row{"{\"a\"", "1:5"},   row{"{\"a\": tru}", "1:10"}, row{"[1 2]", "1:4"},
        row{"[1]]", "1:4"},     row{"[1] x", "1:5"},         row{"{'a': 1}", "1:2"},
        row{"{a: 1}", "1:2"},   row{"[01]", "1:3"},          row{"[1.]", "1:4"},
        row{"[.5]", "1:2"},     row{"[+1]", "1:2"},          row{"[NaN]", "1:2"},
        row{"[\"\n\"]", "1:3"}, row{"[\"\\x\"]", "1:4"},     row{"[\"\xff\"]", "1:3"},
        row{"/* x", "1:5"},     row{"[1] /", "1:6"},         row{"[1e999]", "1:6"}}) {
    const auto read = config::read_document(x.text);
    const auto errors = read.problems.errors();
    CAF_CHECK(!read.root.has_value());
    CAF_REQUIRE_EQUAL(errors.size(), 1u);
    const auto label = std::string{x.text} + " at ";
    CAF_CHECK_EQUAL(label + place(errors[0].where), label + x.place);
  }
}

// R-C-4: a secret may stand where it does not belong.
CAF_TEST(messages quote nothing of the file) {
  for (const char* text :
       {"{\"api_key\": \"hunter2\n\"}", "{\"api_key\": hunter2}", "{\"api_key\": \"hunter2\\x\"}",
        "{\"api_key\": \"hunter2'; expected\\y\"}", "{\"api_key\" \"hunter2\"}", "hunter2",
        "[\"hunter2\xff\"]"}) {
    const auto said = problems(text);
    CAF_CHECK(!said.empty());
    CAF_CHECK_EQUAL(said.find("unter2"), std::string::npos);
  }
}

CAF_TEST(nesting has a limit) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CAF_CHECK_EQUAL(problems(nested(32)), "");
  CAF_CHECK_EQUAL(config::read_document(nested(33)).problems.errors().size(), 1u);
  CAF_CHECK_EQUAL(config::read_document(std::string(1'000'000, '[')).problems.errors().size(), 1u);
}

CAF_TEST(a byte order mark is no content) {
  CAF_CHECK_EQUAL(root("\xef\xbb\xbf{\"a\": 1}").members.size(), 1u);
}

} // namespace config_document
