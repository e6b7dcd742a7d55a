#include "adapters/json/utf8.hpp"

#include "domain/text_scan.hpp"

namespace riskd::json {

namespace {

std::optional<unsigned> hex_value(char c) {
  const unsigned byte = static_cast<unsigned char>(c);
  if (domain::is_digit(c))
    return byte - '0';
  if (c >= 'a' && c <= 'f')
    return byte - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return byte - 'A' + 10;
  return std::nullopt;
}

} // namespace

std::size_t character_length(std::string_view text) {
  const auto byte_at = [&](std::size_t index) -> unsigned {
    return static_cast<unsigned char>(text[index]);
  };
  const auto lead = byte_at(0);
  if (lead < 0x80)
    return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
    return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte_at(i) & 0xc0U) != 0x80U)
      return 0;
  const auto second = byte_at(1);
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool unassignable = (lead == 0xed && second >= 0xa0) || (lead == 0xf4 && second >= 0x90);
  return overlong || unassignable ? 0 : length;
}

std::optional<unsigned> escaped_unit(const char* text) {
  if (text[0] != '\\' || text[1] != 'u')
    return std::nullopt;
  unsigned unit = 0;
  for (const auto* next = text + 2; next < text + 6; ++next) {
    const auto digit = hex_value(*next);
    if (!digit)
      return std::nullopt;
    unit = unit * 16 + *digit;
  }
  return unit;
}

char* write_code_point(char* to, unsigned value) {
  const auto put = [&](unsigned byte) {
    *to++ = static_cast<char>(byte);
  };
  const auto put_tail = [&](unsigned shift) {
    put(0x80U | ((value >> shift) & 0x3fU));
  };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xc0U | (value >> 6U));
    put_tail(0);
  } else if (value < 0x10000) {
    put(0xe0U | (value >> 12U));
    put_tail(6);
    put_tail(0);
  } else {
    put(0xf0U | (value >> 18U));
    put_tail(12);
    put_tail(6);
    put_tail(0);
  }
  return to;
}

} // namespace riskd::json
