#define CAF_SUITE config.json_schema

#include "config/json_schema.hpp"

#include "tests/unit/config/loading.hpp"
#include "tests/unit/config/schema_validator.hpp"

#include <caf/test/unit_test.hpp>

namespace config_json_schema {

using namespace riskd;
using nlohmann::json;
using test::file_with;
using test::file_with_rules;
using test::schema_validator;

namespace {

struct fixture : test::loading {
  void check_refused(const std::string& text) {
    CAF_CHECK_EQUAL(text + (schema_fault(text).empty() ? " allowed" : " refused"),
                    text + " refused");
    CAF_CHECK(!load(text).errors.empty());
  }

  void check_allowed(const std::string& text) {
    CAF_CHECK_EQUAL(text + schema_fault(text), text);
    CAF_CHECK(load(text).errors.empty());
  }
};

bool allows(const char* schema, const char* value) {
  return schema_validator{json::parse(schema)}.fault_in(json::parse(value)).empty();
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(json_schema_tests, fixture)

// R-C-1
CAF_TEST(the schema in docs is current) {
  CAF_CHECK_EQUAL(test::read_file(RISKD_SOURCE_DIR "/docs/riskd-config.schema.json"),
                  config::json_schema());
}

CAF_TEST(the schema names its draft) {
  const auto schema = json::parse(config::json_schema());
  CAF_CHECK_EQUAL(schema.at("$schema").get<std::string>(),
                  "https://json-schema.org/draft/2020-12/schema");
  CAF_CHECK_EQUAL(schema.at("additionalProperties").dump(), "false");
}

CAF_TEST(every example is allowed) {
  int count = 0;
  for (const auto& each :
       std::filesystem::directory_iterator{RISKD_SOURCE_DIR "/config/examples"}) {
    CAF_CHECK_EQUAL(each.path().filename().string() + schema_fault(test::read_file(each.path())),
                    each.path().filename().string());
    ++count;
  }
  CAF_CHECK(count > 4);
}

// Without `about`, which is for people, a preset is a part of a file.
CAF_TEST(every preset is allowed) {
  for (const auto& each : std::filesystem::directory_iterator{RISKD_SOURCE_DIR "/config/presets"}) {
    auto content = json::parse(test::read_file(each.path()));
    CAF_CHECK_EQUAL(content.at("about").size(), 3u);
    content.erase("about");
    content["version"] = 1;
    CAF_CHECK_EQUAL(each.path().filename().string() + schema_fault(content.dump()),
                    each.path().filename().string());
    CAF_CHECK_EQUAL(errors(content.dump()), "");
    CAF_CHECK_EQUAL(
      schema_fault(R"({"version": 1, "preset": ")" + each.path().stem().string() + "\"}"), "");
  }
}

CAF_TEST(a terrible file is refused) {
  CAF_CHECK(
    !schema_fault(test::read_file(RISKD_SOURCE_DIR "/tests/unit/config/golden/terrible.json"))
       .empty());
}

// R-C-3, R-C-4
CAF_TEST(references stand where they are replaced) {
  environment = {{"X", "y"}};
  check_allowed(file_with(R"(, "storage": {"dir": "${X}"})"));
  check_allowed(file_with(R"(, "gateway": {"username": "${X}", "api_key": "file:key"})"));
  check_refused(file_with(R"(, "gateway": {"api_key": "literal"})"));
  check_refused(file_with(R"(, "record": {"file": "${X}"})"));
  check_refused(file_with(R"(, "pnl_basis": "${X}")"));
}

CAF_TEST(an account is named) {
  check_allowed(file_with(R"(, "accounts": [{"name": "A"}, {"id": 5}])"));
  check_refused(file_with(R"(, "accounts": [{}])"));
  check_refused(file_with(R"(, "accounts": [{"id": null}])"));
}

CAF_TEST(gateway excludes gateways) {
  check_allowed(file_with(R"(, "gateway": {}, "gateways": {})"));
  check_refused(file_with(R"(, "gateway": {}, "gateways": {"a": {}})"));
  check_refused(file_with(R"(, "gateways": {"a b": {}})"));
}

CAF_TEST(dates with times have their form) {
  check_allowed(file_with(R"(, "calendar": {"holidays": {"2026": ["12-25", "2026-01-01"]}})"));
  check_refused(file_with(R"(, "calendar": {"holidays": {"2026": ["12/25"]}})"));
  check_refused(file_with(R"(, "calendar": {"holidays": {"26": []}})"));
  check_refused(file_with(R"(, "calendar": {"early_closes": [{"date": "2026-11-26"}]})"));
  check_refused(
    file_with(R"(, "calendar": {"early_closes": [{"date": "2026-11-26", "time": "24:00"}]})"));
  check_refused(file_with(R"(, "reset": {"time": "17.00"})"));
  check_refused(file_with(R"(, "reset": {"timezone": ""})"));
}

CAF_TEST(money may be a text) {
  check_allowed(file_with_rules(R"("daily_realized_loss": {"limit": "-500.25"})"));
  check_refused(file_with_rules(R"("daily_realized_loss": {"limit": "500.25"})"));
  check_refused(file_with_rules(R"("daily_realized_profit": {"target": "-1"})"));
}

CAF_TEST(the rules of an override are those of the file) {
  check_allowed(R"({"version": 1, "rules": {"daily_realized_loss": {}, "max_contracts": {}},
    "accounts": [{"id": 1, "override": {"rules": {"daily_realized_loss": null}}}]})");
  check_refused(file_with(R"(, "accounts": [{"id": 1, "override": {"rules": {"max": {}}}}])"));
  check_refused(file_with(R"(, "accounts": [{"id": 1, "override": {"mode": "shadow"}}])"));
}

CAF_TEST_FIXTURE_SCOPE_END()

CAF_TEST(the validator finds what each keyword forbids) {
  struct row {
    const char* schema;
    const char* good;
    const char* bad;
  };
  const row rows[]{
    {R"({"type": "integer"})", "1.0", "1.5"},
    {R"({"type": "object"})", "{}", "[]"},
    {R"({"enum": ["a", 1]})", "1", "\"b\""},
    {R"({"minimum": 1})", "1", "0"},
    {R"({"maximum": 1})", "1", "2"},
    {R"({"exclusiveMinimum": 0})", "0.1", "0"},
    {R"({"exclusiveMaximum": 0})", "-0.1", "-0.0"},
    {R"({"pattern": "^a$"})", "\"a\"", "\"ab\""},
    {R"({"minLength": 1})", "\"a\"", "\"\""},
    {R"({"minItems": 1})", "[1]", "[]"},
    {R"({"maxItems": 1})", "[1]", "[1, 2]"},
    {R"({"items": {"type": "string"}})", "[\"a\"]", "[\"a\", 1]"},
    {R"({"required": ["a"]})", R"({"a": 1})", "{}"},
    {R"({"minProperties": 1})", R"({"a": 1})", "{}"},
    {R"({"propertyNames": {"pattern": "^a"}})", R"({"ab": 1})", R"({"b": 1})"},
    {R"({"properties": {"a": {"type": "null"}}})", R"({"a": null, "b": 1})", R"({"a": 1})"},
    {R"({"properties": {"a": {}}, "additionalProperties": false})", R"({"a": 1})", R"({"b": 1})"},
    {R"({"additionalProperties": {"type": "null"}})", R"({"a": null})", R"({"a": 1})"},
    {R"({"anyOf": [{"type": "null"}, {"type": "string"}]})", "null", "1"},
    {R"({"not": {"type": "null"}})", "1", "null"},
    {R"({"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}})", "null", "1"},
  };
  for (const auto& each : rows) {
    CAF_CHECK_EQUAL(std::string{each.schema} + (allows(each.schema, each.good) ? "" : " refused"),
                    each.schema);
    CAF_CHECK_EQUAL(std::string{each.schema} + (allows(each.schema, each.bad) ? " allowed" : ""),
                    each.schema);
  }
  CAF_CHECK_EQUAL(
    schema_validator{json::parse(R"({"items": {"type": "null"}})")}.fault_in(json::parse("[1]")),
    R"(/0 is 1, against type"null")");
}

} // namespace config_json_schema
