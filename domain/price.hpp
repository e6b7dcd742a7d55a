#pragma once

#include "domain/checked.hpp"
#include "domain/decimal.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::domain {

/// A price, tick size or tick value in the contract's own quotation, exact: a count of 1e-10
/// (R-V-7).
class price {
public:
  /// Fraction digits that one unit stands for.
  static constexpr int digits = 10;

  constexpr price() = default;

  /// @param units Count of 1e-10.
  constexpr explicit price(std::int64_t units) : units_(units) {
  }

  [[nodiscard]] constexpr std::int64_t units() const {
    return units_;
  }

  friend price operator+(price a, price b) {
    return price{checked_add(a.units_, b.units_)};
  }

  friend price operator-(price a, price b) {
    return price{checked_subtract(a.units_, b.units_)};
  }

  friend constexpr auto operator<=>(price, price) = default;

private:
  std::int64_t units_ = 0;
};

/// Reads a price from the text of a JSON number; see `parse_decimal`.
[[nodiscard]] inline std::optional<price> parse_price(std::string_view text) {
  const auto units = parse_decimal(text, price::digits);
  return units ? std::optional{price{*units}} : std::nullopt;
}

/// Writes a price as `21500.25` or `29539` (R-V-9).
[[nodiscard]] inline std::string to_string(price x) {
  return format_decimal(x.units(), price::digits, 0);
}

} // namespace riskd::domain
