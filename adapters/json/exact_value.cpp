#include "adapters/json/exact_value.hpp"

#include "domain/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace riskd::json {

namespace {

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
  exact_value found;
  for (const auto member : *this)
    if (member.name() == name)
      found = member;
  return found;
}

std::size_t exact_value::size() const {
  return value_ == nullptr ? 0 : value_->children;
}

exact_value::iterator exact_value::begin() const {
  return size() == 0 ? iterator{} : iterator{value_ + 1, pool_};
}

exact_value::iterator exact_value::end() const {
  return size() == 0 ? iterator{} : iterator{value_ + value_->subtree, pool_};
}

exact_value exact_value::front() const {
  return is_array() && size() > 0 ? *begin() : exact_value{};
}

std::string_view exact_value::name() const {
  if (value_ == nullptr)
    return {};
  return {pool_ + value_->name_begin, value_->name_size};
}

std::optional<std::string_view> exact_value::text() const {
  if (!is_text())
    return std::nullopt;
  return own_text();
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
  if (value_->is_integer)
    return value_->integer;
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

std::optional<domain::price> exact_value::price() const {
  if (!has_kind(value_kind::number) && !is_text())
    return std::nullopt;
  return domain::parse_price(own_text());
}

std::optional<domain::money> exact_value::money() const {
  if (!has_kind(value_kind::number) && !is_text())
    return std::nullopt;
  return domain::parse_money(own_text());
}

std::optional<domain::time_point> exact_value::time() const {
  const auto found = is_text() ? domain::parse_time(own_text()) : std::nullopt;
  return found && has_plain_year(*found) ? found : std::nullopt;
}

} // namespace riskd::json
