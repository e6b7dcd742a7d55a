#include "adapters/projectx/token.hpp"

#include "adapters/json/exact_document.hpp"
#include "adapters/projectx/excerpt.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace riskd::projectx {

using domain::failure;
using domain::failure_code;

namespace {

constexpr std::size_t token_size_max = 16'384;

/// Seconds since 1970 beyond this lie after the year 9999 and are no expiry.
constexpr std::int64_t seconds_max = 253'402'300'799;

std::optional<unsigned> sextet(char c) {
  if (c >= 'A' && c <= 'Z')
    return static_cast<unsigned>(c - 'A');
  if (c >= 'a' && c <= 'z')
    return static_cast<unsigned>(c - 'a') + 26;
  if (c >= '0' && c <= '9')
    return static_cast<unsigned>(c - '0') + 52;
  if (c == '-' || c == '+')
    return 62;
  if (c == '_' || c == '/')
    return 63;
  return std::nullopt;
}

std::optional<std::string> base64_decoded(std::string_view text) {
  while (text.ends_with('='))
    text.remove_suffix(1);
  std::string out;
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const auto value = sextet(c);
    if (!value)
      return std::nullopt;
    bits = (bits << 6U | *value) & 0xffffU;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> count & 0xffU);
    }
  }
  return out;
}

} // namespace

std::optional<domain::time_point> expiry_of(std::string_view token) {
  const auto first = token.find('.');
  if (first == std::string_view::npos)
    return std::nullopt;
  const auto second = token.find('.', first + 1);
  if (second == std::string_view::npos)
    return std::nullopt;
  const auto payload = base64_decoded(token.substr(first + 1, second - first - 1));
  if (!payload)
    return std::nullopt;
  const auto claims = json::exact_document::parse(*payload);
  if (!claims)
    return std::nullopt;
  const auto expires = claims->root()["exp"].integer();
  if (!expires || *expires <= 0 || *expires > seconds_max)
    return std::nullopt;
  return domain::time_point{std::chrono::seconds{*expires}};
}

bool is_usable_token(std::string_view token) {
  return !token.empty() && token.size() <= token_size_max
         && std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c <= '~'; });
}

domain::result<std::string> read_token_reply(unsigned http_status, std::string_view body,
                                             std::string_view member) {
  if (http_status != 200)
    return failure{failure_code::not_authorized, "HTTP " + std::to_string(http_status)};
  const auto document = json::exact_document::parse(body);
  if (!document)
    return failure{failure_code::not_authorized, "unreadable reply"};
  const auto root = document->root();
  const auto token = root[member].text();
  if (root["success"].boolean() == true && token && is_usable_token(*token))
    return std::string{*token};
  auto reason = "code " + std::to_string(root["errorCode"].integer().value_or(-1));
  if (const auto words = root["errorMessage"].text())
    reason += ": " + excerpt_of(*words);
  return failure{failure_code::not_authorized, std::move(reason)};
}

} // namespace riskd::projectx
