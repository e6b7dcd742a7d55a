#pragma once

#include "config/problem.hpp"
#include "config/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace riskd::config {

/// The form of a product key, for the JSON Schema.
inline constexpr const char* product_pattern = "^[A-Za-z0-9._-]{1,32}$";

/// Returns what a product key must look like if `key` does not, else nothing.
[[nodiscard]] std::string product_key_fault(const std::string& key);

/// A product as it is named somewhere in the file.
struct named_product {
  /// In upper case, as written.
  std::string key;
  const value* at = nullptr;
};

/// The products that a map or a list names.
[[nodiscard]] std::vector<named_product> products_in(const value* map_or_list);

/// Looks a product up in a map by any of its names; null if it is not listed.
[[nodiscard]] const member* find_product(const value& map, std::string_view key);

/// Reports keys of one map or list that name one product, such as `ES` and `EP` (E-8).
void check_products_once(const value* map_or_list, problem_list& problems);

} // namespace riskd::config
