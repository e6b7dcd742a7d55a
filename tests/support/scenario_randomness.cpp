#include "tests/support/scenario_randomness.hpp"

#include <cstdlib>

namespace riskd::test {

std::vector<std::uint64_t> property_seeds(std::size_t count) {
  if (const auto* wanted = std::getenv("RISKD_SEED"))
    return {std::stoull(wanted)};
  std::vector<std::uint64_t> seeds;
  for (std::uint64_t seed = 1; seed <= count; ++seed)
    seeds.push_back(seed);
  return seeds;
}

std::string with_seed(std::uint64_t seed, const std::string& what) {
  return what.empty() ? what : "RISKD_SEED=" + std::to_string(seed) + ": " + what;
}

} // namespace riskd::test
