#include "config/address.hpp"

#include "domain/decimal.hpp"

#include <algorithm>

namespace riskd::config {

namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_host(std::string_view text) {
  if (text.starts_with("[") && text.ends_with("]")) {
    const auto inside = text.substr(1, text.size() - 2);
    return !inside.empty() && std::all_of(inside.begin(), inside.end(), [](char c) {
      return is_letter_or_digit(c) || c == ':' || c == '.';
    });
  }
  return !text.empty() && is_letter_or_digit(text.front())
         && std::all_of(text.begin(), text.end(),
                        [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; });
}

bool is_port(std::string_view text) {
  if (text.size() > 5
      || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return false;
  const auto number = domain::parse_decimal(text, 0);
  return number && *number >= 1 && *number <= 65'535;
}

bool is_path(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c)
           || std::string_view{"/-._~!$&'()*+,;=:%"}.find(c) != std::string_view::npos;
  });
}

} // namespace

bool is_address(std::string_view text, const std::vector<std::string>& schemes) {
  const auto end = text.find("://");
  if (end == std::string_view::npos
      || std::find(schemes.begin(), schemes.end(), text.substr(0, end)) == schemes.end())
    return false;
  text.remove_prefix(end + 3);
  const auto slash = std::min(text.find('/'), text.size());
  if (!is_path(text.substr(slash)))
    return false;
  auto authority = text.substr(0, slash);
  const auto colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && !authority.ends_with("]");
  if (has_port && !is_port(authority.substr(colon + 1)))
    return false;
  return is_host(has_port ? authority.substr(0, colon) : authority);
}

} // namespace riskd::config
