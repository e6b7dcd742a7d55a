#define CAF_SUITE projectx.exact_document

#include "adapters/json/exact_document.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <utility>

namespace projectx_exact_document {

using riskd::json::exact_document;
using riskd::json::exact_value;

namespace {

exact_document parsed(std::string_view text) {
  auto document = exact_document::parse(text);
  CAF_REQUIRE(document.has_value());
  return std::move(*document);
}

bool is_refused(std::string_view text, const riskd::json::document_limits& limits = {}) {
  const auto document = exact_document::parse(text, limits);
  return !document && document.error().code == riskd::domain::failure_code::malformed_input;
}

struct integer_case {
  const char* text;
  std::optional<std::int64_t> expected;
};

} // namespace

CAF_TEST(numbers keep the digits of the wire) {
  const auto document
    = parsed(R"([6065.250000000, 5E-07, 29539, 0.1, -12.50, 18446744073709551616])");
  std::string seen;
  for (const auto value : document.root())
    seen += std::string{value.number_text().value_or("?")} + " ";
  CAF_CHECK_EQUAL(seen, "6065.250000000 5E-07 29539 0.1 -12.50 18446744073709551616 ");
}

// R-V-7, R-V-8: prices and money never pass through binary floating point.
CAF_TEST(prices are read exactly from numbers as well as strings) {
  const auto document = parsed(R"({"a":5E-07,"b":"30199.25","c":0.00390625,"d":"x","e":true})");
  const auto root = document.root();
  CAF_CHECK(root["a"].price() == riskd::domain::price{5000});
  CAF_CHECK(root["b"].price() == riskd::domain::parse_price("30199.25"));
  CAF_CHECK(root["c"].price() == riskd::domain::price{39062500});
  CAF_CHECK(!root["d"].price());
  CAF_CHECK(!root["e"].price());
  CAF_CHECK(!root["absent"].price());
}

CAF_TEST(money rounds half away from zero at its fifth digit) {
  const auto document = parsed(R"([-0.00005, "1.00004", 149831.92])");
  auto at = document.root().begin();
  CAF_CHECK((*at).money() == riskd::domain::money{-1});
  ++at;
  CAF_CHECK((*at).money() == riskd::domain::money{10000});
  ++at;
  CAF_CHECK((*at).money() == riskd::domain::money{1498319200});
}

CAF_TEST(numbers read like the same digits in a string) {
  const char* const cases[]{
    "0",
    "-0",
    "-0.0",
    "21000.25",
    "-12.50",
    "0.0000000001",
    "0.00000000005",
    "922337203.6854775807",
    "922337203.6854775808",
    "-922337203.6854775808",
    "922337203",
    "922337204",
    "999999999999999999",
    "9999999999999999999",
    "99999999999999.9999",
    "1.00005",
    "-1.00004",
    "123456789012345.678",
    "1e3",
  };
  for (const auto* text : cases) {
    CAF_MESSAGE(text);
    const auto number = parsed(text);
    const auto string = parsed("\"" + std::string{text} + "\"");
    CAF_CHECK(number.root().price() == string.root().price());
    CAF_CHECK(number.root().price() == riskd::domain::parse_price(text));
    CAF_CHECK(number.root().money() == riskd::domain::parse_money(text));
  }
}

CAF_TEST(strings end where they end whatever their length) {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string plain(size, 'x');
    CAF_CHECK(parsed("[\"" + plain + "\"]").root().front().text() == plain);
    CAF_CHECK(parsed("[\"" + plain + "\\n!\"]").root().front().text() == plain + "\n!");
    CAF_CHECK(parsed("[\"" + plain + "\xc3\xa9#\"]").root().front().text() == plain + "\xc3\xa9#");
    CAF_CHECK(is_refused("\"" + plain));
    CAF_CHECK(is_refused("\"" + plain + "\x1f\""));
    CAF_CHECK(is_refused("\"" + plain + "\x80\""));
    CAF_CHECK(is_refused("\"" + plain + "\\"));
  }
}

// R-E-2: integers are JSON numbers with integral value.
CAF_TEST(integers are numbers with integral value) {
  const integer_case cases[]{
    {"12", 12},
    {"-3", -3},
    {"-0", 0},
    {"1e2", 100},
    {"2.0", 2},
    {"2.5", {}},
    {"1e-1", {}},
    {"10e-1", 1},
    {"\"12\"", {}},
    {"true", {}},
    {"null", {}},
    {"9223372036854775807", INT64_MAX},
    {"9223372036854775808", {}},
    {"1e400", {}},
    {"-9223372036854775808", INT64_MIN},
    {"1e-400", {}},
    {"0e999", 0},
  };
  for (const auto& x : cases) {
    CAF_MESSAGE(x.text);
    CAF_CHECK(parsed(x.text).root().integer() == x.expected);
  }
}

// R-E-2, R-Y-21: ids may be strings of digits with leading zeros.
CAF_TEST(ids are integral numbers as well as strings of digits) {
  const integer_case cases[]{
    {"3408995735", 3408995735},
    {"\"3408995735\"", 3408995735},
    {"\"0042\"", 42},
    {"\"\"", {}},
    {"\"-1\"", {}},
    {"\"1.0\"", {}},
    {"\" 1\"", {}},
    {"1.5", {}},
    {"7.0", 7},
    {"\"9223372036854775808\"", {}},
    {"[1]", {}},
    {"\"+1\"", {}},
  };
  for (const auto& x : cases) {
    CAF_MESSAGE(x.text);
    CAF_CHECK(parsed(x.text).root().id() == x.expected);
  }
}

CAF_TEST(members are found by name with the last of a double counting) {
  const auto document = parsed(R"({"a":1,"b":{"a":2,"c":[{"a":3}]},"a":4})");
  const auto root = document.root();
  CAF_CHECK_EQUAL(root.size(), 3u);
  CAF_CHECK(root["a"].integer() == 4);
  CAF_CHECK(root["b"]["a"].integer() == 2);
  CAF_CHECK(root["b"]["c"].front()["a"].integer() == 3);
  CAF_CHECK(root["c"].is_missing());
  CAF_CHECK(root["a"]["b"].is_missing());
  CAF_CHECK(exact_value{}["a"].is_missing());
}

CAF_TEST(null reads like a missing member) {
  const auto document = parsed(R"({"a":null})");
  CAF_CHECK(document.root()["a"].is_missing());
  CAF_CHECK(!document.root()["a"].text());
  CAF_CHECK(exact_document{}.root().is_missing());
}

CAF_TEST(values stay valid when the document moves) {
  auto first = parsed(R"({"a":"b"})");
  const auto value = first.root()["a"];
  const auto second = std::move(first);
  CAF_CHECK(value.text() == "b");
  CAF_CHECK(second.root()["a"].text() == "b");
}

CAF_TEST(empty containers have no elements) {
  const auto document = parsed(R"({"a":[],"b":{},"c":1})");
  CAF_CHECK_EQUAL(document.root()["a"].size(), 0u);
  CAF_CHECK(document.root()["a"].begin() == document.root()["a"].end());
  CAF_CHECK(document.root()["a"].front().is_missing());
  CAF_CHECK(document.root()["c"].integer() == 1);
}

CAF_TEST(escapes plus multibyte characters reach the text) {
  const auto document = parsed("[\"a\\\"\\u00e9\\ud83d\\ude00\xc3\xa9\"]");
  CAF_CHECK(document.root().front().text() == "a\"\xc3\xa9\xf0\x9f\x98\x80\xc3\xa9");
}

// R-Y-22: one value that does not fit is absent; it must not cost the whole payload.
CAF_TEST(a number beyond every range spoils only itself) {
  const auto document = parsed(R"({"id":7,"price":1e999,"note":"1e999","x":-2.5E+4000})");
  CAF_CHECK(document.root()["id"].integer() == 7);
  CAF_CHECK(!document.root()["price"].price());
  CAF_CHECK(document.root()["x"].is_missing());
  CAF_CHECK(document.root()["note"].text() == "1e999");
}

// R-Y-24.
CAF_TEST(a lone surrogate becomes the replacement character) {
  const auto document = parsed(R"(["\ud800","\udc00x","\ud83d\ude00","\\ud800","\ud800\ud800"])");
  std::string seen;
  for (const auto value : document.root())
    seen += std::string{value.text().value_or("?")} + "|";
  CAF_CHECK_EQUAL(seen,
                  "\xef\xbf\xbd|\xef\xbf\xbdx|\xf0\x9f\x98\x80|\\ud800|\xef\xbf\xbd\xef\xbf\xbd|");
}

CAF_TEST(a byte order mark is passed over once) {
  CAF_CHECK(parsed("\xef\xbb\xbf {\"a\":1}").root()["a"].integer() == 1);
  CAF_CHECK(is_refused("\xef\xbb\xbf\xef\xbb\xbf{}"));
  CAF_CHECK(is_refused(" \xef\xbb\xbf{}"));
  CAF_CHECK(is_refused("\xef\xbb\xbf"));
  CAF_CHECK(is_refused("\xef\xbb{}"));
}

CAF_TEST(a refusal names the place with its reason) {
  const std::pair<std::string_view, const char*> cases[]{
    {"[1 2]", "unreadable JSON at byte 4: a comma or a closing bracket is expected"},
    {"{\"a\":1", "unreadable JSON at byte 7: a comma or a closing brace is expected"},
    {"\xef\xbb\xbf?", "unreadable JSON at byte 4: a value is expected"},
    {"1 2", "unreadable JSON at byte 3: nothing may follow the value"},
  };
  for (const auto& [text, expected] : cases) {
    const auto document = exact_document::parse(text);
    CAF_REQUIRE(!document);
    CAF_CHECK_EQUAL(document.error().sentence, expected);
  }
}

CAF_TEST(a document reads again without traces) {
  exact_document document;
  CAF_CHECK(!document.read(R"({"a":"\u0041","b":[1,2,3]})"));
  CAF_CHECK(document.root()["a"].text() == "A");
  CAF_CHECK(document.read(R"({"a":[[[)"));
  CAF_CHECK(document.root().is_missing());
  CAF_CHECK(!document.read(R"({"c":2})"));
  CAF_CHECK_EQUAL(document.root().size(), 1u);
  CAF_CHECK(document.root()["c"].integer() == 2);
  CAF_CHECK(!document.read("[" + std::string(200'000, ' ') + "7]"));
  CAF_CHECK(document.root().front().integer() == 7);
  CAF_CHECK(!document.read("[8]"));
  CAF_CHECK(document.root().front().integer() == 8);
}

CAF_TEST(what is no single JSON value is refused) {
  const char* const cases[]{
    "",         "{",        "{}}", "{} {}",   R"({"a":})", R"({"a":01})", "[1,]",
    "{'a':1}",  "nan",      "+1",  ".5",      "1.",        "[1 2]",       "\"a",
    "\"\x01\"", "\"\xff\"", "tru", "// x\n1", "\"\\x\"",   "\"\\u12\"",
  };
  for (const auto* text : cases) {
    CAF_MESSAGE(text);
    CAF_CHECK(is_refused(text));
  }
}

CAF_TEST(a NUL byte hides nothing that follows it) {
  CAF_CHECK(is_refused(std::string_view{"{}\0{}", 5}));
  CAF_CHECK(is_refused(std::string_view{"{}\0", 3}));
}

CAF_TEST(every prefix of a document is refused) {
  const std::string_view text = R"({"a":[1,2.50,"x\u00e9",null,{"b":false}]})";
  for (std::size_t size = 0; size < text.size(); ++size)
    CAF_CHECK(is_refused(text.substr(0, size)));
  CAF_CHECK(!is_refused(text));
}

CAF_TEST(depth has a bound) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  const riskd::json::document_limits limits{1000, 8};
  CAF_CHECK(!is_refused(nested(8), limits));
  CAF_CHECK(is_refused(nested(9), limits));
  CAF_CHECK(is_refused(std::string(100'000, '['), {1 << 20, 32}));
}

CAF_TEST(size has a bound) {
  const riskd::json::document_limits limits{8, 8};
  CAF_CHECK(!is_refused("[1,2,30]", limits));
  CAF_CHECK(is_refused("[1,2,300]", limits));
}

} // namespace projectx_exact_document
