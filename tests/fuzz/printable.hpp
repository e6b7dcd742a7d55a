#pragma once

#include <algorithm>
#include <string_view>

namespace riskd::fuzz {

/// True if `text` may be logged and shown as it is: printable ASCII only.
[[nodiscard]] inline bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace riskd::fuzz
