#include "adapters/simulator/http_message.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace riskd::simulator {

namespace {

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const auto* digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size()
        && std::from_chars(digits, digits + 2, code, 16).ptr == digits + 2) {
      out += static_cast<char>(code);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

} // namespace

std::string lower_case(std::string_view x) {
  std::string out{x};
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

void split_target(std::string_view target, http_request& into) {
  const auto mark = std::min(target.find('?'), target.size());
  into.path = std::string{target.substr(0, mark)};
  auto rest = target.substr(std::min(mark + 1, target.size()));
  while (!rest.empty()) {
    const auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    const auto value = pair.substr(std::min(equals + 1, pair.size()));
    into.query[lower_case(decoded(pair.substr(0, equals)))] = decoded(value);
  }
}

std::string bearer_token(const http_request& request) {
  constexpr std::string_view scheme = "bearer ";
  if (lower_case(request.authorization).starts_with(scheme))
    return request.authorization.substr(scheme.size());
  const auto found = request.query.find("access_token");
  return found == request.query.end() ? std::string{} : found->second;
}

std::string http_date(domain::time_point x) {
  constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto midnight = floor<std::chrono::days>(x);
  const auto date = std::chrono::year_month_day{midnight};
  // 2026-11-16T23:26:02.156730Z
  const auto iso = domain::to_string(x);
  std::string out{weekdays[std::chrono::weekday{midnight}.c_encoding()]};
  out += ", " + iso.substr(8, 2) + " ";
  out += months[static_cast<unsigned>(date.month()) - 1];
  out += " " + iso.substr(0, 4) + " " + iso.substr(11, 8) + " GMT";
  return out;
}

} // namespace riskd::simulator
