#include "domain/decimal.hpp"

#include "domain/text_scan.hpp"

#include <algorithm>
#include <limits>

namespace riskd::domain {

namespace {

/// A JSON number taken apart: value = (-1)^negative * digits * 10^exponent.
struct number_parts {
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;
};

std::string_view take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  const auto taken = text.substr(0, count);
  text.remove_prefix(count);
  return taken;
}

/// Exponents beyond this make every non-zero value overflow or vanish, however many digits balance
/// them, so their size stops mattering.
constexpr std::int64_t exponent_max = 1'000'000'000;

std::optional<std::int64_t> take_exponent(std::string_view& text) {
  const bool negative = take(text, '-');
  if (!negative)
    take(text, '+');
  const auto digits = take_digits(text);
  if (digits.empty())
    return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits)
    value = std::min(value * 10 + (c - '0'), exponent_max);
  return negative ? -value : value;
}

std::optional<number_parts> split_number(std::string_view text) {
  number_parts parts;
  parts.negative = take(text, '-');
  const auto whole = take_digits(text);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0'))
    return std::nullopt;
  parts.digits = whole;
  if (take(text, '.')) {
    const auto fraction = take_digits(text);
    if (fraction.empty())
      return std::nullopt;
    parts.digits += fraction;
    parts.exponent = -static_cast<std::int64_t>(fraction.size());
  }
  if (take(text, 'e') || take(text, 'E')) {
    const auto exponent = take_exponent(text);
    if (!exponent)
      return std::nullopt;
    parts.exponent += *exponent;
  }
  if (!text.empty())
    return std::nullopt;
  const auto leading = parts.digits.find_first_not_of('0');
  parts.digits.erase(0, std::min(leading, parts.digits.size()));
  return parts;
}

/// Reads `digits` as an unsigned magnitude that fits into a signed 64-bit integer of either sign.
std::optional<std::uint64_t> magnitude_of(std::string_view digits) {
  constexpr auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) + 1;
  std::uint64_t value = 0;
  for (const char c : digits) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (value > (limit - digit) / 10)
      return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

} // namespace

std::optional<std::int64_t> parse_decimal(std::string_view text, int digits) {
  auto parts = split_number(text);
  if (!parts)
    return std::nullopt;
  if (parts->digits.empty())
    return 0;
  const auto shift = parts->exponent + digits;
  bool round_up = false;
  if (shift >= 0) {
    if (shift > 19)
      return std::nullopt;
    parts->digits.append(static_cast<std::size_t>(shift), '0');
  } else if (static_cast<std::uint64_t>(-shift) > parts->digits.size()) {
    parts->digits.clear();
  } else {
    const auto kept = parts->digits.size() - static_cast<std::size_t>(-shift);
    round_up = parts->digits[kept] >= '5';
    parts->digits.resize(kept);
  }
  auto magnitude = magnitude_of(parts->digits);
  if (!magnitude)
    return std::nullopt;
  *magnitude += round_up ? 1 : 0;
  constexpr auto positive_max
    = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (*magnitude > positive_max + (parts->negative ? 1 : 0))
    return std::nullopt;
  if (!parts->negative)
    return static_cast<std::int64_t>(*magnitude);
  return *magnitude == 0 ? 0 : -static_cast<std::int64_t>(*magnitude - 1) - 1;
}

std::string format_decimal(std::int64_t value, int digits, int min_fraction) {
  const bool negative = value < 0;
  const auto magnitude
    = negative ? static_cast<std::uint64_t>(-(value + 1)) + 1 : static_cast<std::uint64_t>(value);
  auto text = std::to_string(magnitude);
  const auto scale = static_cast<std::size_t>(digits);
  if (text.size() <= scale)
    text.insert(0, scale + 1 - text.size(), '0');
  const auto point = text.size() - scale;
  auto last = text.size();
  while (last > point + static_cast<std::size_t>(min_fraction) && text[last - 1] == '0')
    --last;
  auto out = std::string{negative ? "-" : ""} + text.substr(0, point);
  if (last > point)
    out += "." + text.substr(point, last - point);
  return out;
}

std::optional<int> significant_fraction_digits(std::string_view text) {
  auto parts = split_number(text);
  if (!parts)
    return std::nullopt;
  while (!parts->digits.empty() && parts->digits.back() == '0') {
    parts->digits.pop_back();
    ++parts->exponent;
  }
  if (parts->digits.empty() || parts->exponent >= 0)
    return 0;
  return static_cast<int>(-parts->exponent);
}

} // namespace riskd::domain
