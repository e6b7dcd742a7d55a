#pragma once

#include "domain/checked.hpp"

#include <compare>
#include <cstdint>
#include <string>

namespace riskd::domain {

/// A number of contracts. Signed, because net counts and excesses can be negative; sizes of orders,
/// trades and positions are magnitudes. Arithmetic is checked.
class quantity {
public:
  constexpr quantity() = default;

  constexpr explicit quantity(std::int64_t count) : count_(count) {
  }

  [[nodiscard]] constexpr std::int64_t count() const {
    return count_;
  }

  quantity& operator+=(quantity other) {
    count_ = checked_add(count_, other.count_);
    return *this;
  }

  quantity& operator-=(quantity other) {
    count_ = checked_subtract(count_, other.count_);
    return *this;
  }

  friend quantity operator+(quantity a, quantity b) {
    return a += b;
  }

  friend quantity operator-(quantity a, quantity b) {
    return a -= b;
  }

  friend quantity operator-(quantity a) {
    return quantity{checked_subtract(0, a.count_)};
  }

  friend quantity operator*(quantity a, std::int64_t factor) {
    return quantity{checked_multiply(a.count_, factor)};
  }

  friend constexpr auto operator<=>(quantity, quantity) = default;

private:
  std::int64_t count_ = 0;
};

[[nodiscard]] inline std::string to_string(quantity x) {
  return std::to_string(x.count());
}

} // namespace riskd::domain
