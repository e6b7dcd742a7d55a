#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace riskd::terminal {

/// What a terminal can show.
enum class charset : std::uint8_t { ascii, unicode };

/// Reads the characters of a UTF-8 text. What could drive a terminal, turn the direction of writing
/// or is no UTF-8 becomes `?`.
[[nodiscard]] std::u32string characters_of(std::string_view text);

/// The same back to UTF-8. @pre every character is one of Unicode
[[nodiscard]] std::string utf8_of(std::u32string_view characters);

/// How many columns of a terminal a character takes up: 2 for those of East Asian scripts and for
/// pictures, 0 for marks that stand on the character before them, else 1.
[[nodiscard]] std::size_t columns_of(char32_t character);

/// How many columns a text takes up.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// Returns a text that takes up at most `columns`, with an ellipsis at its end if something was cut
/// off.
[[nodiscard]] std::string cut_end(std::string_view text, std::size_t columns, charset known);

/// The same with the ellipsis in the middle: names often differ at their ends.
[[nodiscard]] std::string cut_middle(std::string_view text, std::size_t columns, charset known);

} // namespace riskd::terminal
