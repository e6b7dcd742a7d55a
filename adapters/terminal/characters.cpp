#include "adapters/terminal/characters.hpp"

#include <algorithm>
#include <array>

namespace riskd::terminal {

namespace {

constexpr char32_t stand_in = U'?';

struct character_range {
  char32_t first;
  char32_t last;
};

bool is_in(const auto& ranges, char32_t character) {
  return std::any_of(ranges.begin(), ranges.end(), [character](const character_range& each) {
    return character >= each.first && character <= each.last;
  });
}

/// The blocks of Unicode that matter in names; see its annex 11.
constexpr std::array<character_range, 11> wide_ranges{{{0x1100, 0x115f},
                                                       {0x2e80, 0x303e},
                                                       {0x3041, 0xa4cf},
                                                       {0xac00, 0xd7a3},
                                                       {0xf900, 0xfaff},
                                                       {0xfe30, 0xfe6f},
                                                       {0xff01, 0xff60},
                                                       {0xffe0, 0xffe6},
                                                       {0x1f300, 0x1f64f},
                                                       {0x1f900, 0x1f9ff},
                                                       {0x20000, 0x3fffd}}};

constexpr std::array<character_range, 6> mark_ranges{{{0x0300, 0x036f},
                                                      {0x1ab0, 0x1aff},
                                                      {0x1dc0, 0x1dff},
                                                      {0x20d0, 0x20ff},
                                                      {0xfe00, 0xfe0f},
                                                      {0xfe20, 0xfe2f}}};

/// Control characters, marks of direction, invisible ones, and what is kept for private use.
constexpr std::array<character_range, 9> harmful_ranges{{{0x00, 0x1f},
                                                         {0x7f, 0x9f},
                                                         {0xad, 0xad},
                                                         {0x200b, 0x200f},
                                                         {0x2028, 0x202e},
                                                         {0x2060, 0x206f},
                                                         {0xd800, 0xf8ff},
                                                         {0xfeff, 0xfeff},
                                                         {0xe0000, 0x10ffff}}};

struct decoded {
  char32_t character = stand_in;
  std::size_t length = 1;
};

/// The character at the beginning of `text`, which is not empty.
decoded decode(std::string_view text) {
  const auto byte = [text](std::size_t index) -> unsigned {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
  };
  const auto lead = byte(0);
  if (lead < 0x80)
    return {static_cast<char32_t>(lead), 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4)
    return {};
  char32_t character = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80)
      return {};
    character = (character << 6U) | (byte(i) & 0x3fU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  return character >= least[length] && character <= 0x10ffff ? decoded{character, length}
                                                             : decoded{};
}

/// The beginning of `characters` that fits into `columns`.
std::u32string_view fitting(std::u32string_view characters, std::size_t columns) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    used += columns_of(characters[i]);
    if (used > columns)
      return characters.substr(0, i);
  }
  return characters;
}

std::u32string ellipsis(charset known) {
  return known == charset::unicode ? U"\u2026" : U"..";
}

} // namespace

std::u32string characters_of(std::string_view text) {
  std::u32string out;
  while (!text.empty()) {
    const auto next = decode(text);
    out += is_in(harmful_ranges, next.character) ? stand_in : next.character;
    text.remove_prefix(next.length);
  }
  return out;
}

std::string utf8_of(std::u32string_view characters) {
  std::string out;
  for (const auto each : characters) {
    const auto tail = [each](unsigned shift) {
      return static_cast<char>(0x80U | ((each >> shift) & 0x3fU));
    };
    if (each < 0x80) {
      out += static_cast<char>(each);
    } else if (each < 0x800) {
      out += static_cast<char>(0xc0U | (each >> 6U));
      out += tail(0);
    } else if (each < 0x10000) {
      out += static_cast<char>(0xe0U | (each >> 12U));
      out += {tail(6), tail(0)};
    } else {
      out += static_cast<char>(0xf0U | (each >> 18U));
      out += {tail(12), tail(6), tail(0)};
    }
  }
  return out;
}

std::size_t columns_of(char32_t character) {
  if (is_in(mark_ranges, character))
    return 0;
  return is_in(wide_ranges, character) ? 2 : 1;
}

std::size_t columns_of(std::string_view text) {
  std::size_t sum = 0;
  for (const auto each : characters_of(text))
    sum += columns_of(each);
  return sum;
}

std::string cut_end(std::string_view text, std::size_t columns, charset known) {
  if (columns_of(text) <= columns)
    return std::string{text};
  const auto mark = ellipsis(known);
  if (columns <= mark.size())
    return utf8_of(fitting(characters_of(text), columns));
  const auto characters = characters_of(text);
  return utf8_of(std::u32string{fitting(characters, columns - mark.size())} + mark);
}

std::string cut_middle(std::string_view text, std::size_t columns, charset known) {
  const auto mark = ellipsis(known);
  constexpr std::size_t sense_needs = 4;
  if (columns_of(text) <= columns || columns < mark.size() + sense_needs)
    return cut_end(text, columns, known);
  const auto room = columns - mark.size();
  auto characters = characters_of(text);
  const auto head = std::u32string{fitting(characters, room / 2)};
  std::reverse(characters.begin(), characters.end());
  auto tail = std::u32string{fitting(characters, room - room / 2)};
  std::reverse(tail.begin(), tail.end());
  return utf8_of(head + mark + tail);
}

} // namespace riskd::terminal
