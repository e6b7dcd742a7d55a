#include "apps/riskd/service_link.hpp"

#include "adapters/service/service_environment.hpp"
#include "apps/daemon/environment.hpp"

#include <unistd.h>

#include <string>
#include <utility>

namespace riskd::app {

namespace {

using logging::field;

} // namespace

std::unique_ptr<service::service_reporter> report_to_service(const domain::status_port& status,
                                                             const domain::wall_clock& clock,
                                                             const logging::logger& log) {
  const auto environment = service::read_service_environment(environment_variable, ::getpid());
  if (environment.notify_address.empty())
    return nullptr;
  auto manager = service::notify_socket::open(environment.notify_address);
  if (!manager) {
    log.warn("service.not_told", field("reason", manager.error().sentence));
    return nullptr;
  }
  return std::make_unique<service::service_reporter>(std::move(*manager), environment.watchdog,
                                                     status, clock, log);
}

} // namespace riskd::app
