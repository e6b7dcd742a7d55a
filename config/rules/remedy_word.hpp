#pragma once

#include "config/schema.hpp"
#include "config/value.hpp"
#include "domain/rules/verdict.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace riskd::config {

/// The key `enforcement`. @param words What is allowed, from loose to strict
[[nodiscard]] node remedy_choice(std::vector<std::string> words, std::string meaning);

/// Reads `reduce_to_limit`, `close_offending` or `close_all`. @pre the text is one of them
[[nodiscard]] domain::remedy remedy_at(const value& section, std::string_view key);

} // namespace riskd::config
