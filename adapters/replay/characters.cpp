#include "adapters/replay/characters.hpp"

namespace riskd::replay {

namespace {

unsigned byte_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

bool continues(unsigned byte) {
  return (byte & 0xc0U) == 0x80U;
}

/// True if the three bytes at the front are half a surrogate pair.
bool begins_with_surrogate(std::string_view text) {
  return text.size() >= 3 && byte_at(text, 0) == 0xed && byte_at(text, 1) >= 0xa0
         && continues(byte_at(text, 1)) && continues(byte_at(text, 2));
}

} // namespace

std::size_t character_length(std::string_view text) {
  const auto lead = byte_at(text, 0);
  if (lead < 0x80)
    return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
    return 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!continues(byte_at(text, i)))
      return 0;
  const auto second = byte_at(text, 1);
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool unassignable = (lead == 0xed && second >= 0xa0) || (lead == 0xf4 && second >= 0x90);
  return overlong || unassignable ? 0 : length;
}

std::size_t append_character(std::string& out, std::string_view text) {
  const auto length = character_length(text);
  if (length > 0) {
    out += text.substr(0, length);
    return length;
  }
  out += "\xef\xbf\xbd";
  return begins_with_surrogate(text) ? 3 : 1;
}

std::size_t column_of(std::string_view text, std::size_t offset) {
  std::size_t column = 1;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i)
    column += continues(byte_at(text, i)) ? 0U : 1U;
  return column;
}

void append_code_point(std::string& out, unsigned value) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((value >> shift) & 0x3fU));
  };
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xc0U | (value >> 6U));
    tail(0);
  } else if (value < 0x10000) {
    out += static_cast<char>(0xe0U | (value >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0U | (value >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

} // namespace riskd::replay
