#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace riskd::bench {

constexpr std::chrono::milliseconds interval_min{50};
constexpr std::chrono::milliseconds interval_max{60'000};

/// Reads a whole number and its unit, `500ms` or `2s`. Returns nothing for anything else, and for
/// what is not from 50 ms to 60 s.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_interval(std::string_view text);

} // namespace riskd::bench
