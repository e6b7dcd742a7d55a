#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace riskd::replay {

// Characters of UTF-8, counted and written. Half of a surrogate pair that stands alone is no
// character; where a recording names one by an escape, it is kept in the three bytes of its value.

/// Returns how many bytes the character at the front of `text` has, 0 if there is none. Overlong
/// forms, surrogates and what lies beyond U+10FFFF are none. @pre `text` is not empty
[[nodiscard]] std::size_t character_length(std::string_view text);

/// Appends the character at the front of `text` to `out`, U+FFFD if there is none. Returns how many
/// bytes that took: half a surrogate pair is replaced as a whole, other bytes one by one.
/// @pre `text` is not empty
std::size_t append_character(std::string& out, std::string_view text);

/// Returns the place of the byte at `offset` as a person counts: in characters, from 1.
[[nodiscard]] std::size_t column_of(std::string_view text, std::size_t offset);

[[nodiscard]] constexpr bool is_high_surrogate(unsigned unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}

[[nodiscard]] constexpr bool is_low_surrogate(unsigned unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

/// Appends the bytes of a code point, or of half a surrogate pair. @pre `value` <= 0x10ffff
void append_code_point(std::string& out, unsigned value);

} // namespace riskd::replay
