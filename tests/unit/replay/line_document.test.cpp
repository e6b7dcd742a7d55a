#define CAF_SUITE replay.line_document

#include "adapters/replay/line_document.hpp"

#include "adapters/json/exact_document.hpp"
#include "adapters/json/repair.hpp"

#include <caf/test/unit_test.hpp>

#include <random>
#include <string>

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

  /// Compares with the parser of the wire, which another library wrote.
  void compare(const std::string& text) {
    const auto expected = json::exact_document::parse(text, {.depth_max = 1000});
    const bool is_object = expected && expected->root().is_object();
    const bool accepted = !document.parse(text);
    if (accepted != is_object
        || (accepted && shape_of(document.root()) != shape_of(expected->root()))) {
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

CAF_TEST(whole samples mean the same to both parsers) {
  for (const auto* sample : samples)
    compare(sample);
  CAF_CHECK_EQUAL(disagreements, 0);
}

CAF_TEST(mutilated samples mean the same to both parsers) {
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
    // What the parser of the wire has to repair means something else here by intention.
    if (json::repaired(text) == text)
      compare(text);
  }
  CAF_CHECK_EQUAL(disagreements, 0);
}

CAF_TEST_FIXTURE_SCOPE_END()
