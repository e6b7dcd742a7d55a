#include "adapters/simulator/rate_limiter.hpp"

namespace riskd::simulator {

bool rate_limiter::admit(domain::time_point now, std::size_t limit, domain::duration window) {
  while (!calls_.empty() && calls_.front() + window <= now)
    calls_.pop_front();
  if (calls_.size() >= limit)
    return false;
  calls_.push_back(now);
  return true;
}

domain::duration rate_limiter::wait(domain::time_point now, std::size_t limit,
                                    domain::duration window) const {
  if (calls_.size() < limit)
    return {};
  const auto free_at = calls_[calls_.size() - limit] + window;
  return free_at > now ? free_at - now : domain::duration{};
}

} // namespace riskd::simulator
