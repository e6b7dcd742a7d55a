#pragma once

#include "config/value.hpp"
#include "domain/rules/verdict.hpp"

#include <string_view>

namespace riskd::config {

/// Reads `reduce_to_limit`, `close_offending` or `close_all`. @pre the text is one of them
[[nodiscard]] domain::remedy remedy_at(const value& section, std::string_view key);

} // namespace riskd::config
