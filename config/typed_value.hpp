#pragma once

#include "config/value.hpp"
#include "domain/money.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::config {

// Reading from a configuration in which nothing was refused. @pre the key is there and has the type
// Each of them checks that: what the journal kept of a configuration may be damaged.

[[nodiscard]] bool flag_at(const value& section, std::string_view key);

[[nodiscard]] std::int64_t integer_at(const value& section, std::string_view key);

[[nodiscard]] domain::money money_at(const value& section, std::string_view key);

[[nodiscard]] const std::string& text_at(const value& section, std::string_view key);

/// Empty if the key is not there: its default is null.
[[nodiscard]] std::optional<std::string> optional_text_at(const value& section,
                                                          std::string_view key);

/// Empty if the key is not there: its default is null.
[[nodiscard]] std::optional<std::int64_t> optional_integer_at(const value& section,
                                                              std::string_view key);

/// A map from product, in upper case, to a whole number.
[[nodiscard]] std::map<std::string, std::int64_t> products_at(const value& section,
                                                              std::string_view key);

/// An object, whose members may be anything.
[[nodiscard]] const value& object_at(const value& section, std::string_view key);

/// A list, whose elements may be anything.
[[nodiscard]] const value& list_at(const value& section, std::string_view key);

/// The number that `x` is, or nothing if it was refused.
[[nodiscard]] std::optional<std::int64_t> usable_integer(const value* x);

} // namespace riskd::config
