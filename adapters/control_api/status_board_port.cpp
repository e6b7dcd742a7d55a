#include "adapters/control_api/status_board_port.hpp"

#include "adapters/crash_point/crash_point.hpp"
#include "domain/contract_check.hpp"

#include <utility>

namespace riskd::control_api {

void status_board_port::publish(std::shared_ptr<const domain::daemon_status> latest) {
  RISKD_EXPECTS(latest != nullptr);
  adapters::pass(adapters::crash_point::status_published);
  latest_.store(std::move(latest));
}

std::shared_ptr<const domain::daemon_status> status_board_port::latest() const {
  return latest_.load();
}

} // namespace riskd::control_api
