#include "domain/broker_clock.hpp"

namespace riskd::domain {

clock_reading broker_clock::now() const {
  auto out = local_.now();
  out.wall += correction();
  return out;
}

duration broker_clock::follow(time_point broker, const clock_reading& read) {
  constexpr duration header_resolution = std::chrono::seconds{1};
  const auto ahead = broker - (read.wall - correction());
  const bool agrees = ahead <= skew_max && ahead >= -skew_max - header_resolution;
  correction_ = agrees ? 0 : ahead.count();
  return ahead;
}

duration broker_clock::correction() const {
  return duration{correction_.load()};
}

} // namespace riskd::domain
