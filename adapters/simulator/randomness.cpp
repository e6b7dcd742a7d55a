#include "adapters/simulator/randomness.hpp"

#include "domain/contract_check.hpp"

#include <cmath>

namespace riskd::simulator {

std::int64_t randomness::between(std::int64_t low, std::int64_t high) {
  RISKD_EXPECTS(low <= high);
  const auto span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  // The bias of the remainder is below 2^-32 for every span used here.
  const auto offset = span == 0 ? engine_() : engine_() % span;
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
}

domain::duration randomness::jittered(domain::duration base, std::int64_t percent) {
  const auto reach = base.count() * percent / 100;
  return domain::duration{base.count() + between(-reach, reach)};
}

domain::duration randomness::interval(domain::duration mean) {
  // Exponential; the top 53 bits make a fraction in (0, 1].
  const auto fraction = (static_cast<double>(engine_() >> 11U) + 1.0) * 0x1p-53;
  const auto length = -std::log(fraction) * static_cast<double>(mean.count());
  return domain::duration{static_cast<std::int64_t>(length) + 1};
}

std::int64_t randomness::step(std::int64_t variance_millionths) {
  constexpr std::int64_t one = 1'000'000;
  auto flips = variance_millionths / one;
  flips += between(1, one) <= variance_millionths % one ? 1 : 0;
  std::int64_t sum = 0;
  for (; flips > 0; --flips)
    sum += either_side() == domain::side::buy ? 1 : -1;
  return sum;
}

} // namespace riskd::simulator
