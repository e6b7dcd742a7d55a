#include "adapters/projectx/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace riskd::projectx {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

struct scheme {
  std::string_view prefix;
  bool tls;
};

constexpr std::array<scheme, 4> schemes{
  {{"https://", true}, {"http://", false}, {"wss://", true}, {"ws://", false}}};

failure bad_address(const char* reason) {
  return {failure_code::malformed_input, std::string{"not an address: "} + reason};
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_host(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_' || c == ':';
  });
}

bool is_path(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c <= '~' && c != '?' && c != '#'; });
}

bool is_port(std::string_view text) {
  std::uint16_t number = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stopped == end && number != 0;
}

/// Splits `host`, `host:port` or `[address]:port`; the port may be missing.
bool split_authority(std::string_view text, url& out) {
  auto colon = text.rfind(':');
  if (text.starts_with('[')) {
    const auto bracket = text.find(']');
    if (bracket == std::string_view::npos)
      return false;
    out.host = text.substr(1, bracket - 1);
    text.remove_prefix(bracket + 1);
    if (!text.empty() && text.front() != ':')
      return false;
    colon = text.empty() ? std::string_view::npos : 0;
  } else {
    out.host = text.substr(0, colon);
    if (out.host.find(':') != std::string::npos)
      return false;
  }
  if (colon == std::string_view::npos)
    return true;
  out.port = text.substr(colon + 1);
  return is_port(out.port);
}

} // namespace

result<url> parse_url(std::string_view text) {
  const auto found = std::find_if(schemes.begin(), schemes.end(),
                                  [&](const scheme& x) { return text.starts_with(x.prefix); });
  if (found == schemes.end())
    return bad_address("the scheme is none of https, http, wss, ws");
  text.remove_prefix(found->prefix.size());
  url out;
  out.tls = found->tls;
  const auto slash = std::min(text.find('/'), text.size());
  if (!split_authority(text.substr(0, slash), out) || !is_host(out.host))
    return bad_address("no host, or a port that is no number");
  if (out.port.empty())
    out.port = out.tls ? "443" : "80";
  out.path = text.substr(slash);
  while (out.path.ends_with('/'))
    out.path.pop_back();
  if (!is_path(out.path))
    return bad_address("a query, a fragment or a blank in the path");
  return out;
}

std::string host_field(const url& x) {
  const auto host = x.host.find(':') == std::string::npos ? x.host : "[" + x.host + "]";
  const bool is_default = x.port == (x.tls ? "443" : "80");
  return is_default ? host : host + ":" + x.port;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_letter_or_digit(c) || c == '-' || c == '_' || c == '.' || c == '~') {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', digits[byte >> 4U], digits[byte & 15U]};
  }
  return out;
}

} // namespace riskd::projectx
