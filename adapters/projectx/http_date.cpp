#include "adapters/projectx/http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace riskd::projectx {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, value);
  const bool is_whole = error == std::errc{} && stopped == end && digits.front() != '-';
  return is_whole ? std::optional{value} : std::nullopt;
}

} // namespace

std::optional<domain::time_point> parse_http_date(std::string_view text) {
  // Each field has a fixed place: "Sun, 06 Nov 1994 08:49:37 GMT".
  constexpr std::string_view form = "___, __ ___ ____ __:__:__ GMT";
  if (text.size() != form.size())
    return std::nullopt;
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] != '_' && form[i] != text[i])
      return std::nullopt;
  const auto name = std::find(months.begin(), months.end(), text.substr(8, 3));
  const auto d = number(text.substr(5, 2));
  const auto y = number(text.substr(12, 4));
  const auto h = number(text.substr(17, 2));
  const auto m = number(text.substr(20, 2));
  const auto s = number(text.substr(23, 2));
  if (name == months.end() || !d || !y || !h || !m || !s || *h > 23 || *m > 59 || *s > 60)
    return std::nullopt;
  const auto month_number = static_cast<unsigned>(name - months.begin()) + 1;
  const auto date = year{*y} / month{month_number} / day{static_cast<unsigned>(*d)};
  if (!date.ok())
    return std::nullopt;
  return domain::time_point{sys_days{date}} + hours{*h} + minutes{*m} + seconds{*s};
}

std::optional<domain::duration> parse_retry_after(std::string_view text, domain::time_point now) {
  std::uint32_t count = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, count);
  if (!text.empty() && error == std::errc{} && stopped == end)
    return seconds{count};
  const auto until = parse_http_date(text);
  if (!until)
    return std::nullopt;
  return std::max(*until - now, domain::duration{});
}

} // namespace riskd::projectx
