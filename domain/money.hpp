#pragma once

#include "domain/checked.hpp"
#include "domain/decimal.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::domain {

/// An amount of U.S. dollars, exact: a count of 1e-4 USD (R-V-8). Losses are negative.
///
/// Arithmetic is checked: a result that does not fit throws `contract_violation`.
class money {
public:
  /// Fraction digits that one unit stands for.
  static constexpr int digits = 4;

  constexpr money() = default;

  /// @param units Count of 1e-4 USD.
  constexpr explicit money(std::int64_t units) : units_(units) {
  }

  [[nodiscard]] constexpr std::int64_t units() const {
    return units_;
  }

  money& operator+=(money other) {
    units_ = checked_add(units_, other.units_);
    return *this;
  }

  money& operator-=(money other) {
    units_ = checked_subtract(units_, other.units_);
    return *this;
  }

  friend money operator+(money a, money b) {
    return a += b;
  }

  friend money operator-(money a, money b) {
    return a -= b;
  }

  friend money operator-(money a) {
    return money{checked_subtract(0, a.units_)};
  }

  friend constexpr auto operator<=>(money, money) = default;

private:
  std::int64_t units_ = 0;
};

/// Returns `whole` dollars.
[[nodiscard]] constexpr money dollars(std::int64_t whole) {
  return money{whole * 10'000};
}

/// Reads an amount in dollars from the text of a JSON number; see `parse_decimal`.
[[nodiscard]] inline std::optional<money> parse_money(std::string_view text) {
  const auto units = parse_decimal(text, money::digits);
  return units ? std::optional{money{*units}} : std::nullopt;
}

/// Writes an amount as `-550.00`, `46.875` or `7.8125` (R-V-9).
[[nodiscard]] inline std::string to_string(money x) {
  return format_decimal(x.units(), money::digits, 2);
}

} // namespace riskd::domain
