#include "adapters/json/repair.hpp"

#include "domain/decimal.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>

namespace riskd::json {

namespace {

/// Reads the code unit of an escape such as `\ud83d` at the front of `text`.
std::optional<unsigned> escaped_unit(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u')
    return std::nullopt;
  unsigned unit = 0;
  for (const char c : text.substr(2, 4)) {
    unit *= 16;
    if (c >= '0' && c <= '9')
      unit += static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f')
      unit += static_cast<unsigned>(c - 'a') + 10;
    else if (c >= 'A' && c <= 'F')
      unit += static_cast<unsigned>(c - 'A') + 10;
    else
      return std::nullopt;
  }
  return unit;
}

bool is_high_surrogate(unsigned unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}

bool is_low_surrogate(unsigned unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

/// Copies the escape at the front of `text` to `out` and returns its length.
std::size_t copy_escape(std::string_view text, std::string& out) {
  const auto unit = escaped_unit(text);
  if (!unit) {
    out += text.substr(0, 2);
    return std::min<std::size_t>(2, text.size());
  }
  if (is_high_surrogate(*unit)) {
    const auto second = escaped_unit(text.substr(6));
    if (second && is_low_surrogate(*second)) {
      out += text.substr(0, 12);
      return 12;
    }
  }
  if (is_high_surrogate(*unit) || is_low_surrogate(*unit))
    out += "\\ufffd";
  else
    out += text.substr(0, 6);
  return 6;
}

/// Copies the string literal at the front of `text`, quotes included, and returns its length.
std::size_t copy_string(std::string_view text, std::string& out) {
  out += '"';
  std::size_t at = 1;
  while (at < text.size() && text[at] != '"') {
    if (text[at] == '\\')
      at += copy_escape(text.substr(at), out);
    else
      out += text[at++];
  }
  if (at < text.size()) {
    out += '"';
    ++at;
  }
  return at;
}

/// Copies the number at the front of `text`, or null in its place, and returns its length.
std::size_t copy_number(std::string_view text, std::string& out) {
  const auto length = std::min(text.find_first_not_of("+-.0123456789eE"), text.size());
  const auto digits = std::string{text.substr(0, length)};
  // What is no number has to stay one that nobody accepts.
  const bool is_number = domain::significant_fraction_digits(digits).has_value();
  if (is_number && !std::isfinite(std::strtod(digits.c_str(), nullptr)))
    out += "null";
  else
    out += digits;
  return length;
}

} // namespace

std::string repaired(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at += copy_string(text.substr(at), out);
    } else if (c == '-' || (c >= '0' && c <= '9')) {
      at += copy_number(text.substr(at), out);
    } else {
      out += c;
      ++at;
    }
  }
  return out;
}

} // namespace riskd::json
