#include "config/products.hpp"

#include "domain/instrument.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace riskd::config {

std::string product_key_fault(const std::string& key) {
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
           || c == '_' || c == '-';
  };
  const bool good
    = !key.empty() && key.size() <= 32 && std::all_of(key.begin(), key.end(), is_part);
  return good ? std::string{} : "a product such as MNQ";
}

std::vector<named_product> products_in(const value* map_or_list) {
  std::vector<named_product> out;
  if (!map_or_list)
    return out;
  for (const auto& each : map_or_list->members)
    out.push_back({domain::upper_case(each.key), &each.content});
  for (const auto& each : map_or_list->items)
    if (each.kind == value_kind::text)
      out.push_back({domain::upper_case(each.text), &each});
  return out;
}

const member* find_product(const value& map, std::string_view key) {
  const auto canonical = [](std::string_view name) {
    return std::string{domain::canonical_product(domain::upper_case(name))};
  };
  const auto found = std::find_if(map.members.begin(), map.members.end(), [&](const member& x) {
    return canonical(x.key) == canonical(key);
  });
  return found == map.members.end() ? nullptr : &*found;
}

void check_products_once(const value* map_or_list, problem_list& problems) {
  std::map<std::string, std::string, std::less<>> seen;
  for (const auto& each : products_in(map_or_list)) {
    const auto [first, is_new]
      = seen.emplace(std::string{domain::canonical_product(each.key)}, each.key);
    if (!is_new)
      problems.add(problem_code::product_twice, *each.at,
                   each.key + ", which names the same product as " + first->second,
                   "each product once");
  }
}

} // namespace riskd::config
