#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace riskd::json {

/// Returns how many bytes the character of UTF-8 at the front of `text` has, 0 if there is none.
/// Overlong forms, surrogates and what lies beyond U+10FFFF are none. @pre `text` is not empty
[[nodiscard]] std::size_t character_length(std::string_view text);

/// Half of a surrogate pair that stands alone is no character, but an escape can name it.
[[nodiscard]] constexpr bool is_high_surrogate(unsigned unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}

[[nodiscard]] constexpr bool is_low_surrogate(unsigned unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

/// Reads the code unit of an escape such as `\ud83d` at the front of a text that ends with a NUL.
/// Returns nothing if there is none.
[[nodiscard]] std::optional<unsigned> escaped_unit(const char* text);

/// Writes the bytes of a code point, or of half a surrogate pair, to `to`, at most four. Returns
/// where they end. @pre `value` <= 0x10ffff
char* write_code_point(char* to, unsigned value);

} // namespace riskd::json
