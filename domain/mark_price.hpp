#pragma once

#include "domain/price.hpp"

#include <compare>
#include <cstdint>
#include <string>

namespace riskd::domain {

/// The price that values a position. Counted in half units of `price`, because the mid of a quote
/// is exact and not rounded to a tick (R-V-13).
class mark_price {
public:
  mark_price() = default;

  /// @param half_units Count of 5e-11.
  constexpr explicit mark_price(std::int64_t half_units) : half_units_(half_units) {
  }

  [[nodiscard]] static mark_price at(price x);

  [[nodiscard]] static mark_price between(price bid, price ask);

  /// Count of 5e-11.
  [[nodiscard]] constexpr std::int64_t half_units() const {
    return half_units_;
  }

  friend constexpr auto operator<=>(const mark_price&, const mark_price&) = default;

private:
  std::int64_t half_units_ = 0;
};

/// Exact decimal text.
[[nodiscard]] std::string to_string(mark_price x);

} // namespace riskd::domain
