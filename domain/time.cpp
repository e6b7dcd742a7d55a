#include "domain/time.hpp"

#include "domain/text_scan.hpp"

#include <array>
#include <string_view>

namespace riskd::domain {

namespace {

using namespace std::chrono;

/// Takes exactly `count` digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count)
    return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_digit(text[i]))
      return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

std::optional<year_month_day> take_date(std::string_view& text) {
  const auto y = take_number(text, 4);
  if (!y || !take(text, '-'))
    return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || !take(text, '-'))
    return std::nullopt;
  const auto d = take_number(text, 2);
  if (!d)
    return std::nullopt;
  const auto date = year{*y} / month{static_cast<unsigned>(*m)} / day{static_cast<unsigned>(*d)};
  return date.ok() ? std::optional{date} : std::nullopt;
}

std::optional<seconds> take_clock(std::string_view& text, bool seconds_required) {
  const auto h = take_number(text, 2);
  if (!h || *h > 23 || !take(text, ':'))
    return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || *m > 59)
    return std::nullopt;
  auto total = hours{*h} + minutes{*m} + seconds{0};
  if (!take(text, ':'))
    return seconds_required ? std::nullopt : std::optional{total};
  const auto s = take_number(text, 2);
  if (!s || *s > 59)
    return std::nullopt;
  return total + seconds{*s};
}

/// Takes up to nine fraction digits; those beyond microseconds are cut off.
std::optional<microseconds> take_fraction(std::string_view& text) {
  std::size_t count = 0;
  std::int64_t value = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), ++count)
    if (count < 6)
      value = value * 10 + (text.front() - '0');
  if (count > 9)
    return std::nullopt;
  for (auto i = count; i < 6; ++i)
    value *= 10;
  return microseconds{value};
}

std::optional<minutes> take_offset(std::string_view& text) {
  if (take(text, 'Z'))
    return minutes{0};
  const bool negative = !text.empty() && text.front() == '-';
  if (!take(text, '+') && !take(text, '-'))
    return std::nullopt;
  const auto h = take_number(text, 2);
  if (!h || *h > 23 || !take(text, ':'))
    return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || *m > 59)
    return std::nullopt;
  const auto offset = hours{*h} + minutes{*m};
  return negative ? -offset : offset;
}

/// Text is put together by hand: what the journal writes of an event has several times in it, and
/// the standard library takes longer for one than riskd does for judging a rule.
template <std::size_t Digits>
void put_number(std::string& out, std::int64_t value) {
  std::array<char, Digits> digits{};
  for (auto place = digits.rbegin(); place != digits.rend(); ++place, value /= 10)
    *place = static_cast<char>('0' + value % 10);
  out.append(digits.data(), Digits);
}

void put_date(std::string& out, year_month_day x) {
  const auto year = static_cast<int>(x.year());
  if (year < 0 || year > 9999)
    out += std::to_string(year);
  else
    put_number<4>(out, year);
  out += '-';
  put_number<2>(out, static_cast<unsigned>(x.month()));
  out += '-';
  put_number<2>(out, static_cast<unsigned>(x.day()));
}

} // namespace

std::optional<time_point> parse_time(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !take(text, 'T'))
    return std::nullopt;
  const auto clock = take_clock(text, true);
  if (!clock)
    return std::nullopt;
  auto fraction = microseconds{0};
  if (take(text, '.')) {
    const auto digits = take_fraction(text);
    if (!digits)
      return std::nullopt;
    fraction = *digits;
  }
  const auto offset = take_offset(text);
  if (!offset || !text.empty())
    return std::nullopt;
  return time_point{sys_days{*date}} + *clock + fraction - *offset;
}

std::string to_string(time_point x) {
  const auto midnight = floor<days>(x);
  const auto clock = hh_mm_ss{x - midnight};
  std::string out;
  out.reserve(27);
  put_date(out, midnight);
  out += 'T';
  put_number<2>(out, clock.hours().count());
  out += ':';
  put_number<2>(out, clock.minutes().count());
  out += ':';
  put_number<2>(out, clock.seconds().count());
  out += '.';
  put_number<6>(out, clock.subseconds().count());
  out += 'Z';
  return out;
}

std::optional<seconds> parse_time_of_day(std::string_view text) {
  const auto clock = take_clock(text, false);
  return text.empty() ? clock : std::nullopt;
}

std::string to_string(year_month_day x) {
  std::string out;
  put_date(out, x);
  return out;
}

std::optional<year_month_day> parse_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

} // namespace riskd::domain
