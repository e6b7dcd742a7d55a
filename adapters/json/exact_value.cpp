#include "adapters/json/exact_value.hpp"

#include "domain/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>

namespace riskd::json {

namespace {

constexpr auto make_powers_of_ten() {
  std::array<std::int64_t, std::max(domain::price::digits, domain::money::digits) + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i)
    powers[i] = powers[i - 1] * 10;
  return powers;
}

constexpr auto powers_of_ten = make_powers_of_ten();

/// True for an instant that is written with a year of four digits: an offset can move one out of
/// them, and then nobody could read again what is written of it.
bool has_plain_year(domain::time_point x) {
  using std::chrono::January;
  constexpr auto begin = std::chrono::sys_days{std::chrono::year{0} / January / 1};
  constexpr auto end = std::chrono::sys_days{std::chrono::year{10'000} / January / 1};
  return x >= begin && x < end;
}

} // namespace

exact_value exact_value::operator[](std::string_view name) const {
  if (!is_object())
    return {};
  const stored_value* found = nullptr;
  const auto* const end = value_ + value_->subtree;
  for (const auto* member = value_ + 1; member != end; member += member->subtree) {
    // Most names differ in size or in their first letter.
    const char* const own = pool_ + member->name_begin;
    if (member->name_size == name.size()
        && (name.empty()
            || (*own == name.front() && std::memcmp(own, name.data(), name.size()) == 0)))
      found = member;
  }
  return found == nullptr ? exact_value{} : exact_value{found, pool_};
}

exact_value exact_value::front() const {
  return is_array() && size() > 0 ? *begin() : exact_value{};
}

std::optional<bool> exact_value::boolean() const {
  if (!has_kind(value_kind::boolean))
    return std::nullopt;
  return value_->is_true;
}

std::optional<std::string_view> exact_value::number_text() const {
  if (!has_kind(value_kind::number))
    return std::nullopt;
  return own_text();
}

std::optional<std::int64_t> exact_value::integer() const {
  if (!has_kind(value_kind::number))
    return std::nullopt;
  if (value_->is_short && value_->scale == 0)
    return value_->digits;
  if (domain::significant_fraction_digits(own_text()) != 0)
    return std::nullopt;
  return domain::parse_decimal(own_text(), 0);
}

std::optional<std::int64_t> exact_value::id() const {
  if (!is_text())
    return integer();
  const auto digits = own_text();
  const auto is_digit = [](char c) {
    return c >= '0' && c <= '9';
  };
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit))
    return std::nullopt;
  std::int64_t value = 0;
  const auto end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, value);
  return error == std::errc{} && stopped == end ? std::optional{value} : std::nullopt;
}

std::optional<std::int64_t> exact_value::scaled(int scale) const {
  if (!has_kind(value_kind::number) && !is_text())
    return std::nullopt;
  const auto zeros = scale - value_->scale;
  std::int64_t units = 0;
  if (value_->is_short && zeros >= 0
      && !__builtin_mul_overflow(value_->digits, powers_of_ten[static_cast<std::size_t>(zeros)],
                                 &units))
    return units;
  return domain::parse_decimal(own_text(), scale);
}

std::optional<domain::price> exact_value::price() const {
  const auto units = scaled(domain::price::digits);
  return units ? std::optional{domain::price{*units}} : std::nullopt;
}

std::optional<domain::money> exact_value::money() const {
  const auto units = scaled(domain::money::digits);
  return units ? std::optional{domain::money{*units}} : std::nullopt;
}

std::optional<domain::time_point> exact_value::time() const {
  const auto found = is_text() ? domain::parse_time(own_text()) : std::nullopt;
  return found && has_plain_year(*found) ? found : std::nullopt;
}

} // namespace riskd::json
