#pragma once

#include "config/schema.hpp"

#include <string>
#include <vector>

namespace riskd::config {

// Which change of a key is a tightening (`rules.md` 11.5) and may apply at once. A key without any
// of these keeps what is in force until the next reset.

/// A smaller number is stricter.
[[nodiscard]] node tightened_by_less(node from);

/// A larger number is stricter, and a word in its place stands for the largest.
[[nodiscard]] node tightened_by_more(node from);

/// As `tightened_by_more`, for a loss: the number below zero that is nearer to it.
[[nodiscard]] node tightened_towards_zero(node from);

/// That value of a flag is stricter.
[[nodiscard]] node tightened_by(bool stricter, node from);

/// A word further back in the list is stricter.
[[nodiscard]] node tightened_along(std::vector<std::string> from_loose_to_strict, node from);

/// One more element in a list is stricter.
[[nodiscard]] node tightened_by_entries(node from);

/// For a key that null switches off: any value is stricter than none.
[[nodiscard]] node tightened_by_presence(node from);

/// Returns what is in force from now on (R-C-8): of each key the stricter of both values, and what
/// is in force already where neither is. @pre nothing was refused in either
[[nodiscard]] value strictest(const value& in_force, const value& wanted, const node& form);

/// As `strictest`, of an account's effective configuration.
[[nodiscard]] value strictest_settings(const value& in_force, const value& wanted);

} // namespace riskd::config
