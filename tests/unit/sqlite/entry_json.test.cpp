#define CAF_SUITE sqlite.entry_json

#include "adapters/sqlite/binding_json.hpp"
#include "adapters/sqlite/json_reader.hpp"
#include "adapters/sqlite/json_writer.hpp"
#include "adapters/sqlite/payload_json.hpp"
#include "tests/unit/sqlite/samples.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>

namespace sqlite_entry_json {

using namespace riskd;
using namespace riskd::sqlite;

namespace {

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char x) { return static_cast<unsigned char>(x) < 0x80; });
}

} // namespace

// R-P-1
CAF_TEST(every payload comes back as it was) {
  for (const auto& each : test::every_payload()) {
    const auto text = to_json(each);
    CAF_MESSAGE(text);
    const auto back = parse_payload(kind_of(each), text);
    CAF_REQUIRE(back.has_value());
    CAF_CHECK(*back == each);
    CAF_CHECK(is_ascii(text));
    CAF_CHECK_EQUAL(parse_json(text).dump(-1, ' ', true).find(".0"), std::string::npos);
  }
}

CAF_TEST(positions orders account rows come back as they were) {
  const std::vector<domain::position> positions{test::a_position("A", 1), domain::position{}};
  CAF_CHECK(parse_positions(to_json(positions)).value() == positions);
  const std::vector<domain::order_row> orders{test::an_order(1), test::an_order(2)};
  CAF_CHECK(parse_orders(to_json(orders)).value() == orders);
  CAF_CHECK(parse_orders(to_json(std::vector<domain::order_row>{})).value().empty());
  const domain::account_row facts{domain::account_id{1}, "x", true, domain::money{-1}};
  CAF_CHECK(parse_account_row(to_json(facts)).value() == facts);
}

CAF_TEST(every intent entry comes back as it was) {
  for (const auto& each : test::every_intent()) {
    json_writer out;
    write_entry(out, each);
    CAF_MESSAGE(out.text());
    const auto back = read_entry(parse_json(out.text()));
    CAF_REQUIRE(back.has_value());
    CAF_CHECK(*back == each);
  }
}

CAF_TEST(a record without a required member is malformed) {
  struct row {
    const char* label;
    const char* kind;
    const char* text;
  };
  for (const auto& each : {
         row{"no id", "trade", "{}"},
         row{"wrong type", "trade", R"({"id":"1"})"},
         row{"fraction", "trade", R"({"id":1.5})"},
         row{"unknown word", "trade", R"({"id":1,"side":"up"})"},
         row{"no JSON", "trade", "{"},
         row{"no object", "trade", "[]"},
         row{"unknown kind", "quote", "{}"},
         row{"no contract", "position", R"({"held":"buy","size":1})"},
       }) {
    CAF_MESSAGE(each.label);
    const auto back = parse_payload(each.kind, each.text);
    CAF_REQUIRE(back.has_error());
    CAF_CHECK(back.error().code == domain::failure_code::malformed_input);
  }
  CAF_CHECK(parse_positions("{}").has_error());
  CAF_CHECK(parse_baselines(R"({"MNQ":{"held":"buy"}})").has_error());
  CAF_CHECK(read_entry(parse_json(R"({"kind":"other"})")).has_error());
}

CAF_TEST(texts are escaped while what has no valid encoding is replaced) {
  CAF_CHECK_EQUAL(quoted("a\"b\\c/"), R"("a\"b\\c/")");
  CAF_CHECK_EQUAL(quoted("\n\x7f"), R"("\u000a\u007f")");
  CAF_CHECK_EQUAL(quoted("\xc3\xa9\xe2\x82\xac"), R"("\u00e9\u20ac")");
  CAF_CHECK_EQUAL(quoted("\xf0\x9f\x98\x80"), R"("\ud83d\ude00")");
  for (const char* broken : {"\x80", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
    const auto text = quoted(broken);
    CAF_CHECK_EQUAL(text.substr(0, 7), "\"\\ufffd");
    CAF_CHECK(parse_json(text).is_string());
  }
}

} // namespace sqlite_entry_json
