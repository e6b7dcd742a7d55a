#define CAF_SUITE system_clock.random

#include "adapters/system_clock/random_source.hpp"

#include <caf/test/unit_test.hpp>

#include <array>
#include <vector>

namespace system_clock_random {

using namespace riskd;

CAF_TEST(every fraction lies in the half open unit interval) {
  const auto next = adapters::make_random_fractions();
  int outside = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double x = next();
    outside += x >= 0.0 && x < 1.0 ? 0 : 1;
  }
  CAF_CHECK_EQUAL(outside, 0);
}

CAF_TEST(fractions spread over the whole interval) {
  const auto next = adapters::make_random_fractions();
  std::array<int, 10> bins{};
  for (int i = 0; i < 100'000; ++i)
    ++bins.at(static_cast<std::size_t>(next() * 10.0));
  // 10,000 are expected in each bin with a standard deviation of 95: ten of those never happen.
  int uneven = 0;
  for (const int count : bins)
    uneven += count > 9'050 && count < 10'950 ? 0 : 1;
  CAF_CHECK_EQUAL(uneven, 0);
}

CAF_TEST(two sources differ) {
  const auto a = adapters::make_random_fractions();
  const auto b = adapters::make_random_fractions();
  std::vector<double> from_a;
  std::vector<double> from_b;
  for (int i = 0; i < 8; ++i) {
    from_a.push_back(a());
    from_b.push_back(b());
  }
  CAF_CHECK(from_a != from_b);
}

} // namespace system_clock_random
