#include "adapters/projectx/excerpt.hpp"

#include <algorithm>
#include <array>

namespace riskd::projectx {

namespace {

/// Every JWT begins like this: base64url of `{"`.
constexpr std::string_view token_begin = "eyJ";

/// What is written right before a secret on the wire.
constexpr std::array<std::string_view, 6> secret_leads{
  "access_token=", "access_token\":\"", "Bearer ", "oken\":\"", "apiKey\":\"", "assword\":\""};

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
         || c == '_' || c == '.' || c == '=' || c == '+' || c == '/' || c == '%' || c == '~';
}

/// Returns the length of the secret at the front of `text`.
std::size_t secret_size(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_token_character);
  return static_cast<std::size_t>(end - text.begin());
}

bool is_printable(char c) {
  return c >= ' ' && c <= '~';
}

/// Appends `***` for the secret that begins at `at` and returns where it ends.
std::size_t hide(std::string_view text, std::size_t at, std::string& out) {
  out += "***";
  return at + secret_size(text.substr(at));
}

} // namespace

std::string excerpt_of(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size() && out.size() < excerpt_max) {
    const auto rest = text.substr(at);
    if (rest.starts_with(token_begin)) {
      at = hide(text, at, out);
      continue;
    }
    const auto lead = std::find_if(secret_leads.begin(), secret_leads.end(),
                                   [&](std::string_view x) { return rest.starts_with(x); });
    if (lead != secret_leads.end()) {
      out += *lead;
      at = hide(text, at + lead->size(), out);
      continue;
    }
    out += is_printable(text[at]) ? text[at] : '?';
    ++at;
  }
  if (out.size() > excerpt_max)
    out.resize(excerpt_max);
  return out;
}

} // namespace riskd::projectx
