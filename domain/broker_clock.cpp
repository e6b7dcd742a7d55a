#include "domain/broker_clock.hpp"

namespace riskd::domain {

namespace {

duration offset_of(const clock_reading& x) {
  return x.wall.time_since_epoch() - x.monotonic;
}

} // namespace

broker_clock::broker_clock(const wall_clock& local)
  : local_(local), offset_(offset_of(local.now()).count()) {
}

clock_reading broker_clock::now() const {
  auto out = local_.now();
  out.wall += correction_of(out);
  return out;
}

duration broker_clock::follow(time_point broker, const clock_reading& read) {
  constexpr duration header_resolution = std::chrono::seconds{1};
  const auto local = offset_of(local_.now());
  const auto ahead = broker.time_since_epoch() - (local + read.monotonic);
  const bool agrees = ahead <= skew_max && ahead >= -skew_max - header_resolution;
  offset_ = (agrees ? local : broker.time_since_epoch() - read.monotonic).count();
  return ahead;
}

duration broker_clock::correction() const {
  return correction_of(local_.now());
}

duration broker_clock::correction_of(const clock_reading& local) const {
  const auto behind = duration{offset_.load()} - offset_of(local);
  return behind > skew_max || behind < -skew_max ? behind : duration{0};
}

} // namespace riskd::domain
