#include "adapters/notify/receiver_address.hpp"

#include <algorithm>
#include <charconv>

namespace riskd::notify {

using domain::failure;
using domain::failure_code;

namespace {

bool is_target(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c <= '~' && c != '#'; });
}

/// What is no valid escape stays as it is.
std::string decoded(std::string_view text) {
  constexpr std::size_t escape_digits = 2;
  constexpr int hexadecimal = 16;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    if (text[i] == '%' && text.size() - i > escape_digits) {
      const auto* first = text.data() + i + 1;
      const auto [end, error] = std::from_chars(first, first + escape_digits, byte, hexadecimal);
      if (error == std::errc{} && end == first + escape_digits) {
        out += static_cast<char>(byte);
        i += escape_digits;
        continue;
      }
    }
    out += text[i] == '+' ? ' ' : text[i];
  }
  return out;
}

} // namespace

std::string receiver_address::target() const {
  return query.empty() ? path : path + "?" + query;
}

std::vector<std::pair<std::string, std::string>> receiver_address::parameters() const {
  std::vector<std::pair<std::string, std::string>> out;
  std::string_view rest = query;
  while (!rest.empty()) {
    const auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    const auto name = pair.substr(0, pair.find('='));
    if (!name.empty())
      out.emplace_back(decoded(name), decoded(pair.substr(std::min(name.size() + 1, pair.size()))));
  }
  return out;
}

domain::result<receiver_address> parse_address(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://"))
    return failure{failure_code::malformed_input,
                   "its url does not begin with https:// or http://"};
  const auto authority = text.find("://") + 3;
  const auto path = std::min(text.find_first_of("/?#", authority), text.size());
  auto server = projectx::parse_url(text.substr(0, path));
  const auto target = text.substr(path);
  if (!server || !is_target(target))
    return failure{failure_code::malformed_input, "its url is not an address"};
  receiver_address out;
  out.server = std::move(*server);
  const auto mark = std::min(target.find('?'), target.size());
  out.path = target.substr(0, mark);
  if (out.path.empty())
    out.path = "/";
  out.query = target.substr(std::min(mark + 1, target.size()));
  return out;
}

} // namespace riskd::notify
