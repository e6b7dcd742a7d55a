#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace riskd::replay {

// Characters of UTF-8, counted and written. Half of a surrogate pair that stands alone is no
// character; where a recording names one by an escape, it is kept in the three bytes of its value.

/// Appends the character at the front of `text` to `out`, U+FFFD if there is none. Returns how many
/// bytes that took: half a surrogate pair is replaced as a whole, other bytes one by one.
/// @pre `text` is not empty
std::size_t append_character(std::string& out, std::string_view text);

/// Returns the place of the byte at `offset` as a person counts: in characters, from 1.
[[nodiscard]] std::size_t column_of(std::string_view text, std::size_t offset);

} // namespace riskd::replay
