#include "adapters/logging/json_text.hpp"

#include <array>
#include <cstdint>

namespace riskd::logging {

namespace {

constexpr char32_t replacement = 0xfffd;

struct code_point {
  char32_t value = replacement;
  /// Bytes that it took up; 1 for a byte that begins no valid sequence.
  std::size_t length = 1;
};

unsigned byte_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

/// Decodes the first character of `text`, which is not empty. Overlong forms, surrogates and values
/// beyond U+10FFFF are not UTF-8.
code_point decode(std::string_view text) {
  const auto lead = byte_at(text, 0);
  if (lead < 0x80)
    return {lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
    return {};
  char32_t value = lead & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = byte_at(text, i);
    if ((next & 0xc0U) != 0x80U)
      return {};
    value = (value << 6U) | (next & 0x3fU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < smallest[length] || surrogate || value > 0x10ffff)
    return {};
  return {value, length};
}

void append_escape(std::string& out, char32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4)
    out += digits[(unit >> static_cast<unsigned>(shift)) & 0xfU];
}

void append_code_point(std::string& out, char32_t value) {
  if (value == U'"' || value == U'\\') {
    out += '\\';
    out += static_cast<char>(value);
  } else if (value >= 0x20 && value < 0x7f) {
    out += static_cast<char>(value);
  } else if (value < 0x10000) {
    append_escape(out, value);
  } else {
    append_escape(out, 0xd800 + ((value - 0x10000) >> 10U));
    append_escape(out, 0xdc00 + ((value - 0x10000) & 0x3ffU));
  }
}

} // namespace

void append_json_string(std::string& out, std::string_view text, std::size_t bytes_max) {
  out += '"';
  for (std::size_t place = 0; place < text.size();) {
    const auto next = decode(text.substr(place));
    if (place + next.length > bytes_max) {
      out += "...";
      break;
    }
    append_code_point(out, next.value);
    place += next.length;
  }
  out += '"';
}

} // namespace riskd::logging
