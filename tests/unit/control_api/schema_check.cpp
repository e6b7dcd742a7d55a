#include "tests/unit/control_api/schema_check.hpp"

#include <algorithm>
#include <regex>
#include <stdexcept>

namespace riskd::test {

namespace {

using nlohmann::json;

std::string type_of(const json& value) {
  return value.is_number_integer() ? "integer" : value.type_name();
}

bool has_type(const json& value, const json& wanted) {
  if (wanted.is_string())
    return wanted == type_of(value);
  return std::find(wanted.begin(), wanted.end(), type_of(value)) != wanted.end();
}

} // namespace

schema_check::schema_check(json document) : document_(std::move(document)) {
}

std::vector<std::string> schema_check::faults(const json& value, const std::string& name) const {
  faults_found out;
  check(value, document_.at("components").at("schemas").at(name), name, out);
  return out;
}

const json& schema_check::resolve(const json& schema) const {
  return document_.at(json::json_pointer{schema.at("$ref").get<std::string>().substr(1)});
}

void schema_check::check(const json& value, const json& schema, const std::string& where,
                         faults_found& out) const {
  if (schema.contains("$ref"))
    check(value, resolve(schema), where, out);
  if (schema.contains("allOf"))
    for (const auto& each : schema["allOf"])
      check(value, each, where, out);
  if (schema.contains("type") && !has_type(value, schema["type"]))
    out.push_back(where + ": is " + type_of(value) + ", not " + schema["type"].dump());
  if (schema.contains("enum")
      && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
    out.push_back(where + ": " + value.dump() + " is not listed");
  if (schema.contains("pattern") && value.is_string()
      && !std::regex_search(value.get<std::string>(),
                            std::regex{schema["pattern"].get<std::string>()}))
    out.push_back(where + ": " + value.dump() + " has another form");
  if (schema.contains("items") && value.is_array())
    for (std::size_t i = 0; i < value.size(); ++i)
      check(value[i], schema["items"], where + "[" + std::to_string(i) + "]", out);
  if (value.is_object())
    check_object(value, schema, where, out);
}

void schema_check::check_object(const json& value, const json& schema, const std::string& where,
                                faults_found& out) const {
  if (schema.contains("required"))
    for (const auto& each : schema["required"])
      if (!value.contains(each.get<std::string>()))
        out.push_back(where + ": lacks " + each.dump());
  if (schema.contains("properties"))
    for (const auto& [key, each] : schema["properties"].items())
      if (value.contains(key))
        check(value[key], each, where + "." + key, out);
  if (!schema.contains("unevaluatedProperties"))
    return;
  std::set<std::string> known;
  collect_properties(schema, known);
  for (const auto& [key, each] : value.items())
    if (known.count(key) == 0)
      out.push_back(where + ": '" + key + "' is not described");
}

void schema_check::collect_properties(const json& schema, std::set<std::string>& out) const {
  if (schema.contains("$ref"))
    collect_properties(resolve(schema), out);
  if (schema.contains("allOf"))
    for (const auto& each : schema["allOf"])
      collect_properties(each, out);
  if (schema.contains("properties"))
    for (const auto& [key, each] : schema["properties"].items())
      out.insert(key);
}

} // namespace riskd::test
