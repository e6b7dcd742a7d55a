#include "adapters/sqlite/json_reader.hpp"

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using nlohmann::json;

namespace {

const json nothing;

} // namespace

json parse_json(std::string_view text) {
  return json::parse(text, nullptr, false);
}

std::optional<std::chrono::year_month_day> parse_stored_date(std::string_view text) {
  const std::chrono::year_month_day unset{};
  return text == domain::to_string(unset) ? unset : domain::parse_date(text);
}

json_reader::json_reader(const json& object) : object_(object) {
  if (!object_.is_object())
    note("record");
}

const json& json_reader::raw(const char* key) const {
  if (!object_.is_object())
    return nothing;
  const auto found = object_.find(key);
  return found == object_.end() ? nothing : *found;
}

std::int64_t json_reader::integer(const char* key) {
  const auto& found = raw(key);
  if (!found.is_number_integer())
    note(key);
  return found.is_number_integer() ? found.get<std::int64_t>() : 0;
}

std::uint64_t json_reader::natural(const char* key) {
  const auto& found = raw(key);
  if (!found.is_number_unsigned())
    note(key);
  return found.is_number_unsigned() ? found.get<std::uint64_t>() : 0;
}

bool json_reader::truth(const char* key) {
  const auto& found = raw(key);
  if (!found.is_boolean())
    note(key);
  return found.is_boolean() && found.get<bool>();
}

std::string json_reader::text(const char* key) {
  const auto& found = raw(key);
  if (!found.is_string())
    note(key);
  return found.is_string() ? found.get<std::string>() : std::string{};
}

std::chrono::year_month_day json_reader::date(const char* key) {
  const auto found = parse_stored_date(text(key));
  if (!found)
    note(key);
  return found.value_or(std::chrono::year_month_day{});
}

domain::rule_id json_reader::rule(const char* key) {
  return enumerator<domain::rule_id>(key);
}

void json_reader::note(const char* key) {
  if (!problem_)
    problem_ = failure{failure_code::malformed_input,
                       "a stored record has no usable member \"" + std::string{key} + '"'};
}

void json_reader::note(const failure& inner) {
  if (!problem_)
    problem_ = inner;
}

} // namespace riskd::sqlite
