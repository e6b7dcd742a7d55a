#include "adapters/simulator/exact_ratio.hpp"

#include "domain/contract_check.hpp"

#include <limits>

namespace riskd::simulator {

namespace {

__extension__ typedef __int128 wide;

wide product(std::initializer_list<std::int64_t> factors) {
  wide out = 1;
  for (const auto factor : factors)
    RISKD_EXPECTS(!__builtin_mul_overflow(out, static_cast<wide>(factor), &out));
  return out;
}

} // namespace

std::int64_t rounded_ratio(std::initializer_list<std::int64_t> numerators,
                           std::initializer_list<std::int64_t> denominators) {
  auto numerator = product(numerators);
  auto denominator = product(denominators);
  RISKD_EXPECTS(denominator != 0);
  const bool negative = (numerator < 0) != (denominator < 0);
  numerator = numerator < 0 ? -numerator : numerator;
  denominator = denominator < 0 ? -denominator : denominator;
  auto quotient = numerator / denominator;
  if (numerator % denominator >= denominator - numerator % denominator)
    ++quotient;
  RISKD_EXPECTS(quotient <= std::numeric_limits<std::int64_t>::max());
  const auto out = static_cast<std::int64_t>(quotient);
  return negative ? -out : out;
}

} // namespace riskd::simulator
