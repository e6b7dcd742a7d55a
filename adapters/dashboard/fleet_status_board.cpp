#include "adapters/dashboard/fleet_status_board.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <utility>

namespace riskd::dashboard {

void fleet_status_board::publish(std::shared_ptr<const domain::fleet_status> latest) {
  RISKD_EXPECTS(latest != nullptr);
  RISKD_EXPECTS(std::all_of(latest->daemons.begin(), latest->daemons.end(),
                            [](const auto& each) { return each != nullptr; }));
  latest_.store(std::move(latest));
}

std::shared_ptr<const domain::fleet_status> fleet_status_board::latest() const {
  return latest_.load();
}

} // namespace riskd::dashboard
