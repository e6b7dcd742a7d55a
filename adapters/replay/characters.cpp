#include "adapters/replay/characters.hpp"

#include "adapters/json/utf8.hpp"

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

std::size_t append_character(std::string& out, std::string_view text) {
  const auto length = json::character_length(text);
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

} // namespace riskd::replay
