#include "apps/riskctl/hub_values.hpp"

#include "domain/time.hpp"

#include <algorithm>
#include <chrono>

namespace riskd::riskctl {

const json::array_t& list_at(const json& object, const char* name) {
  return object.at(name).get_ref<const json::array_t&>();
}

std::string word_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

const json& object_at(const json& object, const char* name) {
  static const json nothing = json::object();
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? *found : nothing;
}

bool flag_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

const json& rows_at(const json& object, const char* name) {
  static const json none = json::array();
  const auto found = object.find(name);
  return found != object.end() && found->is_array() ? *found : none;
}

std::string joined_texts(const json& list) {
  std::string out;
  for (const auto& each : list)
    if (each.is_string())
      out += (out.empty() ? "" : ", ") + each.get<std::string>();
  return out;
}

std::string counted(std::size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

json completed(const json& row, const std::vector<const char*>& members,
               const std::vector<const char*>& in_seconds) {
  auto out = row;
  for (const auto* each : members)
    if (!out.contains(each))
      out[each] = nullptr;
  for (const auto* each : in_seconds)
    if (auto& value = out[each]; !value.is_number_integer())
      value = nullptr;
  return out;
}

std::int64_t seconds_from(const std::string& then, const std::string& now) {
  const auto begin = domain::parse_time(then);
  const auto end = domain::parse_time(now);
  if (!begin || !end)
    return 0;
  return std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(*end - *begin).count());
}

} // namespace riskd::riskctl
