#define CAF_SUITE replay.line_document

#include "adapters/replay/line_document.hpp"

#include "tests/support/library_json.hpp"

#include <caf/test/unit_test.hpp>

#include <random>
#include <string>

namespace replay_line_document {

using namespace riskd;

namespace {

/// Writes a value so that two trees can be compared.
std::string shape_of(const json::exact_value& x) {
  std::string out;
  if (x.is_object() || x.is_array()) {
    out += x.is_object() ? "{" : "[";
    for (const auto child : x)
      out += std::string{child.name()} + ":" + shape_of(child) + ",";
    return out + std::to_string(x.size());
  }
  if (const auto text = x.text())
    return "'" + std::string{*text} + "'";
  if (const auto truth = x.boolean())
    return *truth ? "true" : "false";
  if (const auto integer = x.integer())
    return std::to_string(*integer);
  if (const auto price = x.price())
    return to_string(*price);
  // A number that fits nothing means the same as null (R-Y-22).
  return "null";
}

struct fixture {
  replay::line_document document;
  std::mt19937_64 generator{20260303};
  int disagreements = 0;

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>{0, end - 1}(generator);
  }

  /// Compares with what another library makes of the text.
  void compare(const std::string& text) {
    const auto expected = test::library_verdict_on(text);
    if (expected.stopped_early)
      return;
    const bool is_object = expected.value && expected.value->is_object();
    const bool accepted = !document.parse(text);
    if (accepted != is_object
        || (accepted && test::as_library_json(document.root()) != *expected.value)) {
      CAF_MESSAGE("seed 20260303: " << text);
      ++disagreements;
    }
  }
};

constexpr const char* samples[]{
  R"({"ts":"2026-03-03T15:00:00Z","type":"clock"})",
  R"({"a":[1,-2.5e+3,"x\u00e9\n",{"b":null,"c":[[],{}]}],"d":{"e":true,"f":false},"g":-0})",
  ("{\"\xc3\xa9\xf0\x9f\x98\x80\":\"\\ud83d\\ude00\\\\\\/"
   "\",\"n\":[0,0.0,1E5,123456789012345678,-9223372036854775808]}"),
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(line_document_tests, fixture)

CAF_TEST(values keep their order with names as well as digits) {
  CAF_CHECK(!document.parse(R"( {"a":[1,{"b":"c\td"}],"e":-123456789.5E-1,"a":null} )"));
  CAF_CHECK_EQUAL(shape_of(document.root()), "{a:[:1,:{b:'c\td',1,2,e:-12345678.95,a:null,3");
  CAF_CHECK(document.root()["a"].is_missing());
  CAF_CHECK_EQUAL(document.place_of("e"), 27u);
  CAF_CHECK_EQUAL(document.place_of("a"), 47u);
  CAF_CHECK_EQUAL(document.place_of("b"), 0u);
}

CAF_TEST(a document is used again without traces) {
  CAF_CHECK(!document.parse(R"({"a":"\u0041"})"));
  CAF_CHECK(document.parse(R"({"a":[[[)"));
  CAF_CHECK(!document.parse(R"({"b":2})"));
  CAF_CHECK_EQUAL(shape_of(document.root()), "{b:2,1");
}

// R-Y-24: half of a surrogate pair is kept.
CAF_TEST(a lone surrogate stays what it is) {
  CAF_CHECK(!document.parse(R"({"a":"\ud800","b":"\udc00x","c":"\ud83d\ude00"})"));
  CAF_CHECK(document.root()["a"].text() == "\xed\xa0\x80");
  CAF_CHECK(document.root()["b"].text() == "\xed\xb0\x80x");
  CAF_CHECK(document.root()["c"].text() == "\xf0\x9f\x98\x80");
}

CAF_TEST(a number beyond every range stays a number) {
  CAF_CHECK(!document.parse(R"({"a":1e999})"));
  CAF_CHECK(document.root()["a"].number_text() == "1e999");
  CAF_CHECK(!document.root()["a"].price());
}

CAF_TEST(depth has no bound) {
  const std::size_t depth = 100'000;
  CAF_CHECK(!document.parse("{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}"));
}

CAF_TEST(whole samples mean the same to another library) {
  for (const auto* sample : samples)
    compare(sample);
  CAF_CHECK_EQUAL(disagreements, 0);
}

CAF_TEST(mutilated samples mean the same to another library) {
  constexpr std::string_view bytes = "{}[]\",:\\/ \t0123456789.-+eEunltrfasx\x01\x7f\x80\xc3\xed";
  for (int round = 0; round < 30'000; ++round) {
    std::string text = samples[below(std::size(samples))];
    for (auto edits = 1 + below(3); edits > 0; --edits) {
      const auto at = below(text.size());
      const auto choice = below(3);
      if (choice == 0)
        text[at] = bytes[below(bytes.size())];
      else if (choice == 1)
        text.insert(at, 1, bytes[below(bytes.size())]);
      else if (text.size() > 1)
        text.erase(at, 1 + below(4));
    }
    compare(text);
  }
  CAF_CHECK_EQUAL(disagreements, 0);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace replay_line_document
