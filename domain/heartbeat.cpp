#include "domain/heartbeat.hpp"

namespace riskd::domain {

namespace {

constexpr duration interval = std::chrono::seconds{30};

/// Whoever publishes no status for longer counts as hanging (R-G-10).
constexpr duration silence_max = std::chrono::seconds{10};

} // namespace

bool heartbeat::is_due(const daemon_status& latest, duration now) {
  if (stamp_ != latest.taken) {
    stamp_ = latest.taken;
    stamped_ = now;
  }
  beating_ = latest.phase == daemon_phase::ready && now - stamped_ <= silence_max;
  if (!beating_ || (told_ && now - *told_ < interval))
    return false;
  told_ = now;
  return true;
}

} // namespace riskd::domain
