#define CAF_SUITE domain.measurements

#include "domain/measurements.hpp"

#include <caf/test/unit_test.hpp>

#include <thread>

namespace domain_measurements {

using namespace riskd::domain;
using namespace std::chrono_literals;

CAF_TEST(a duration counts in its bucket with those above it) {
  latency_histogram measured;
  measured.record(50us);
  measured.record(51us);
  measured.record(-1us);
  measured.record(1h);
  const auto read = measured.read();
  CAF_CHECK_EQUAL(read.up_to[0], 2u);
  CAF_CHECK_EQUAL(read.up_to[1], 3u);
  CAF_CHECK_EQUAL(read.up_to[latency_histogram::bounds.size() - 1], 3u);
  CAF_CHECK_EQUAL(read.up_to.back(), 4u);
  CAF_CHECK(read.sum == 1h + 101us);
}

CAF_TEST(no record is lost between threads) {
  latency_histogram measured;
  const auto many = [&] {
    for (int i = 0; i < 10'000; ++i)
      measured.record(1ms);
  };
  std::thread one{many};
  std::thread other{many};
  one.join();
  other.join();
  const auto read = measured.read();
  CAF_CHECK_EQUAL(read.up_to.back(), 20'000u);
  CAF_CHECK(read.sum == 20s);
}

} // namespace domain_measurements
