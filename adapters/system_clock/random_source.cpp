#include "adapters/system_clock/random_source.hpp"

#include <random>

namespace riskd::adapters {

std::function<double()> make_random_fractions() {
  std::random_device device;
  auto seed = std::seed_seq{device(), device(), device(), device()};
  return [generator = std::mt19937_64{seed}]() mutable {
    // The upper 53 bits fill a double exactly, so that 1 itself can never come out.
    constexpr double step = 1.0 / 9'007'199'254'740'992.0;
    return static_cast<double>(generator() >> 11) * step;
  };
}

} // namespace riskd::adapters
