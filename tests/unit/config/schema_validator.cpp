#include "tests/unit/config/schema_validator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <regex>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace riskd::test {

namespace {

using nlohmann::json;

template <std::size_t Size>
bool is_one_of(const std::string& word, const std::array<std::string_view, Size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_annotation(const std::string& keyword) {
  return is_one_of(keyword, std::array<std::string_view, 6>{"$schema", "$id", "$defs", "title",
                                                            "description", "default"});
}

bool is_about_objects(const std::string& keyword) {
  return is_one_of(keyword,
                   std::array<std::string_view, 5>{"properties", "required", "minProperties",
                                                   "propertyNames", "additionalProperties"});
}

bool combines(const std::string& keyword) {
  return is_one_of(keyword, std::array<std::string_view, 3>{"$ref", "anyOf", "not"});
}

/// A number without fraction is an integer, however it is written.
bool has_type(const json& value, const std::string& type) {
  if (type == "integer")
    return value.is_number_integer()
           || (value.is_number_float() && std::trunc(value.get<double>()) == value.get<double>());
  return type == value.type_name();
}

bool is_beyond(const std::string& keyword, const json& bound, const json& value) {
  if (keyword == "minimum")
    return value < bound;
  if (keyword == "maximum")
    return value > bound;
  return keyword == "exclusiveMinimum" ? value <= bound : value >= bound;
}

bool matches(const std::string& text, const json& pattern) {
  return std::regex_search(text, std::regex{pattern.get<std::string>()});
}

std::string when(bool wrong, const std::string& what) {
  return wrong ? what : std::string{};
}

} // namespace

schema_validator::schema_validator(json schema) : schema_(std::move(schema)) {
}

std::string schema_validator::fault_in(const json& value) const {
  return fault(value, schema_, "");
}

std::string schema_validator::fault(const json& value, const json& schema,
                                    const std::string& where) const {
  if (schema.is_boolean())
    return when(!schema.get<bool>(), where + " must not be there");
  for (const auto& [keyword, wanted] : schema.items()) {
    if (is_annotation(keyword))
      continue;
    auto found = keyword_fault(keyword, wanted, value, schema, where);
    if (!found.empty())
      return found;
  }
  return {};
}

std::string schema_validator::keyword_fault(const std::string& keyword, const json& wanted,
                                            const json& value, const json& schema,
                                            const std::string& where) const {
  const auto complaint = where + " is " + value.dump() + ", against " + keyword + wanted.dump();
  if (combines(keyword))
    return combined_fault(keyword, wanted, value, where);
  if (is_about_objects(keyword))
    return value.is_object() ? object_fault(keyword, wanted, value, schema, where) : "";
  if (keyword == "type")
    return when(!has_type(value, wanted), complaint);
  if (keyword == "enum")
    return when(std::find(wanted.begin(), wanted.end(), value) == wanted.end(), complaint);
  if (keyword == "minimum" || keyword == "maximum" || keyword.starts_with("exclusive"))
    return when(value.is_number() && is_beyond(keyword, wanted, value), complaint);
  if (keyword == "pattern")
    return when(value.is_string() && !matches(value, wanted), complaint);
  if (keyword == "minLength")
    return when(value.is_string() && value.get<std::string>().size() < wanted, complaint);
  if (keyword == "minItems")
    return when(value.is_array() && value.size() < wanted, complaint);
  if (keyword == "maxItems")
    return when(value.is_array() && value.size() > wanted, complaint);
  if (keyword != "items")
    throw std::invalid_argument("unknown keyword " + keyword);
  for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
    if (auto found = fault(value[i], wanted, where + "/" + std::to_string(i)); !found.empty())
      return found;
  return {};
}

std::string schema_validator::object_fault(const std::string& keyword, const json& wanted,
                                           const json& value, const json& schema,
                                           const std::string& where) const {
  if (keyword == "minProperties")
    return when(value.size() < wanted, where + " has too few members");
  if (keyword == "required") {
    for (const auto& key : wanted)
      if (!value.contains(key.get<std::string>()))
        return where + " lacks " + key.dump();
    return {};
  }
  for (const auto& [key, content] : value.items()) {
    std::string found;
    const bool is_listed = schema.contains("properties") && schema["properties"].contains(key);
    if (keyword == "propertyNames")
      found = fault(key, wanted, where + "/" + key);
    else if (keyword == "properties" && wanted.contains(key))
      found = fault(content, wanted[key], where + "/" + key);
    else if (keyword == "additionalProperties" && !is_listed)
      found = fault(content, wanted, where + "/" + key);
    if (!found.empty())
      return found;
  }
  return {};
}

std::string schema_validator::combined_fault(const std::string& keyword, const json& wanted,
                                             const json& value, const std::string& where) const {
  if (keyword == "$ref")
    return fault(value, schema_.at(json::json_pointer{wanted.get<std::string>().substr(1)}), where);
  if (keyword == "not")
    return when(fault(value, wanted, where).empty(), where + " is what it must not be");
  std::string all;
  for (const auto& each : wanted) {
    const auto found = fault(value, each, where);
    if (found.empty())
      return {};
    all += (all.empty() ? "" : "; ") + found;
  }
  return all;
}

} // namespace riskd::test
