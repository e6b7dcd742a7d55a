#include "adapters/fleet_store/store_health.hpp"

namespace riskd::fleet {

void store_health::failed(store_trouble which, const std::string& reason, std::uint64_t dropped) {
  const std::scoped_lock guard{mutex_};
  const bool is_first = lasting_.empty();
  lasting_.insert(which);
  if (is_first && told_)
    told_({false, reason, dropped});
}

void store_health::worked(store_trouble which, std::uint64_t dropped) {
  const std::scoped_lock guard{mutex_};
  if (lasting_.erase(which) > 0 && lasting_.empty() && told_)
    told_({true, {}, dropped});
}

} // namespace riskd::fleet
