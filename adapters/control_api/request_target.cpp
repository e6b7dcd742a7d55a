#include "adapters/control_api/request_target.hpp"

#include <optional>

namespace riskd::control_api {

namespace {

using domain::failure;
using domain::failure_code;

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f')
    return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F')
    return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

domain::result<std::string> percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
    if (!low)
      return failure{failure_code::malformed_input,
                     "a % in the path or query must be followed by two hexadecimal digits"};
    out += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return out;
}

/// Cuts off and returns what stands before `mark`; all of it if there is none.
std::string_view take_until(std::string_view& text, char mark) {
  const auto end = text.find(mark);
  const auto taken = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return taken;
}

} // namespace

domain::result<request_target> parse_request_target(std::string_view text) {
  if (!text.starts_with('/'))
    return failure{failure_code::malformed_input, "the request target must begin with /"};
  request_target found;
  auto path = take_until(text, '?').substr(1);
  for (bool more = true; more;) {
    more = path.find('/') != std::string_view::npos;
    auto segment = percent_decode(take_until(path, '/'));
    if (!segment)
      return segment.error();
    found.segments.push_back(std::move(*segment));
  }
  while (!text.empty()) {
    auto rest = take_until(text, '&');
    auto name = percent_decode(take_until(rest, '='));
    auto value = percent_decode(rest);
    if (!name || !value)
      return name ? value.error() : name.error();
    found.query.emplace_back(std::move(*name), std::move(*value));
  }
  return found;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "-._~";
  std::string out;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 0xfU];
  }
  return out;
}

} // namespace riskd::control_api
