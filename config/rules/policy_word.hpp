#pragma once

#include "config/schema.hpp"
#include "config/value.hpp"
#include "domain/locks.hpp"

#include <string>
#include <string_view>

namespace riskd::config {

/// The key that says what becomes of positions held when a cooldown begins: `keep` or `flatten`.
[[nodiscard]] node policy_choice(std::string key, const std::string& initial);

/// Reads what `policy_choice` allows.
[[nodiscard]] domain::lock_policy policy_at(const value& section, std::string_view key);

} // namespace riskd::config
