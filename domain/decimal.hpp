#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::domain {

/// Reads a JSON number (plain or exponent form, such as `5E-07`) as an integer count of
/// 10^-`digits`, without passing through binary floating point (R-V-7, R-V-8).
///
/// Excess digits are rounded half away from zero. Returns nothing if `text` is not exactly one
/// number of the JSON grammar or if the value does not fit into 64 bits (R-Y-21, R-Y-22).
[[nodiscard]] std::optional<std::int64_t> parse_decimal(std::string_view text, int digits);

/// Writes `value`, a count of 10^-`digits`, as a plain decimal: no exponent, `-` only if negative,
/// and trailing zeros removed down to `min_fraction` fraction digits (R-V-9).
[[nodiscard]] std::string format_decimal(std::int64_t value, int digits, int min_fraction);

/// Returns how many fraction digits the value of the JSON number `text` needs, trailing zeros not
/// counted, or nothing if `text` is not a number (R-Y-34).
[[nodiscard]] std::optional<int> significant_fraction_digits(std::string_view text);

} // namespace riskd::domain
