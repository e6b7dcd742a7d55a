#pragma once

#include <string_view>

namespace riskd::domain {

/// An ASCII digit, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes `c` from the front of `text`. Returns false, and takes nothing, if it is not there.
constexpr bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c)
    return false;
  text.remove_prefix(1);
  return true;
}

} // namespace riskd::domain
