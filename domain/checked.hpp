#pragma once

#include "domain/contract_check.hpp"

#include <cstdint>

namespace riskd::domain {

/// Returns `a + b`. @pre The sum fits; otherwise `contract_violation`, never a wrap.
[[nodiscard]] inline std::int64_t checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  RISKD_EXPECTS(!__builtin_add_overflow(a, b, &sum));
  return sum;
}

/// Returns `a - b`. @pre The difference fits.
[[nodiscard]] inline std::int64_t checked_subtract(std::int64_t a, std::int64_t b) {
  std::int64_t difference = 0;
  RISKD_EXPECTS(!__builtin_sub_overflow(a, b, &difference));
  return difference;
}

/// Returns `a * b`. @pre The product fits.
[[nodiscard]] inline std::int64_t checked_multiply(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  RISKD_EXPECTS(!__builtin_mul_overflow(a, b, &product));
  return product;
}

} // namespace riskd::domain
