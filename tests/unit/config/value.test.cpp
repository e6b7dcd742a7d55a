#define CAF_SUITE config.value

#include "config/value.hpp"

#include "config/document.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace config_value {

using namespace riskd;

namespace {

config::value read(const char* text) {
  auto out = config::read_document(text);
  if (!out.root)
    CAF_FAIL("unreadable: " << text);
  return *out.root;
}

struct row {
  const char* target;
  const char* patch;
  const char* result;
};

void check(const row& x) {
  const auto label = std::string{x.target} + " patched by " + x.patch + " = ";
  CAF_CHECK_EQUAL(label
                    + config::canonical_json(config::merge_patch(read(x.target), read(x.patch))),
                  label + x.result);
}

} // namespace

// R-C-2: the examples of RFC 7396, appendix A.
CAF_TEST(patches merge as the standard shows) {
  check({R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"});
  check({R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"});
  check({R"({"a":"b"})", R"({"a":null})", R"({})"});
  check({R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"});
  check({R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"});
  check({R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"});
  check({R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"});
  check({R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"});
  check({R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"});
  check({R"({"a":"b"})", R"(["c"])", R"(["c"])"});
  check({R"({"a":"foo"})", R"(null)", R"(null)"});
  check({R"({"a":"foo"})", R"("bar")", R"("bar")"});
  check({R"({"e":null})", R"({"a":1})", R"({"a":1,"e":null})"});
  check({R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"});
  check({R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"});
}

CAF_TEST(lists replace each other whole) {
  check({R"({"a":[{"b":1,"c":2}]})", R"({"a":[{"b":3}]})", R"({"a":[{"b":3}]})"});
  check({R"({"a":[1,2,3]})", R"({"a":[]})", R"({"a":[]})"});
}

CAF_TEST(what a patch sets keeps the place where it was written) {
  const auto merged = config::merge_patch(read("{\"a\": 1, \"b\": {\"c\": 2, \"d\": 3}}"),
                                          read("\n\n{\"b\": {\"c\": 9}}"));
  CAF_CHECK_EQUAL(merged.find("a")->where.line, 1u);
  CAF_CHECK_EQUAL(merged.find({"b", "c"})->where.line, 3u);
  CAF_CHECK_EQUAL(merged.find({"b", "d"})->where.line, 1u);
}

// R-C-5
CAF_TEST(canonical JSON has sorted keys without white space) {
  CAF_CHECK_EQUAL(config::canonical_json(read(" { \"b\" : [ 1 , true , null ] , \"a\" : { } , "
                                              "\"B\" : \"x\" } ")),
                  R"({"B":"x","a":{},"b":[1,true,null]})");
}

CAF_TEST(equal numbers are written equally) {
  CAF_CHECK_EQUAL(config::canonical_json(read("[-500, -500.0, -500.00000, -5e2, -0.5E3, -0]")),
                  "[-500,-500,-500,-500,-500,0]");
  CAF_CHECK_EQUAL(config::canonical_json(read("[0.1, 46.8750, 12.50, 9223372036854775807]")),
                  "[0.1,46.875,12.5,9223372036854775807]");
}

CAF_TEST(texts are escaped minimally) {
  CAF_CHECK_EQUAL(config::canonical_json(read(R"(["\"\\\/\n\u001f\u00e9\t"])")),
                  "[\"\\\"\\\\/\\u000a\\u001f\xc3\xa9\\u0009\"]");
}

CAF_TEST(people get lines) {
  CAF_CHECK_EQUAL(config::indented_json(read(R"({"b":[1,{"c":2}],"a":{},"d":[]})")),
                  "{\n"
                  "  \"a\": {},\n"
                  "  \"b\": [\n"
                  "    1,\n"
                  "    {\n"
                  "      \"c\": 2\n"
                  "    }\n"
                  "  ],\n"
                  "  \"d\": []\n"
                  "}");
}

CAF_TEST(members are found by path) {
  const auto tree = read(R"({"a":{"b":{"c":1}},"d":2})");
  CAF_CHECK(tree.find({"a", "b", "c"}) != nullptr);
  CAF_CHECK(tree.find({"a", "x", "c"}) == nullptr);
  CAF_CHECK(tree.find({"d", "b"}) == nullptr);
  CAF_CHECK(tree.find("e") == nullptr);
}

} // namespace config_value
