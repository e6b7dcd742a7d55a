#include "apps/daemon/service_manager.hpp"

#include "adapters/service/service_environment.hpp"
#include "adapters/service/service_report.hpp"
#include "apps/daemon/environment.hpp"

#include <unistd.h>

#include <utility>

namespace riskd::app {

using logging::field;

service_manager::service_manager(logging::logger log) : log_(std::move(log)) {
  const auto environment = service::read_service_environment(environment_variable, ::getpid());
  if (environment.notify_address.empty())
    return;
  auto opened = service::notify_socket::open(environment.notify_address);
  if (opened)
    socket_.emplace(std::move(*opened));
  else
    log_.warn("service.not_told", field("reason", opened.error().sentence));
}

void service_manager::ready(const std::string& what) const {
  tell("READY=1\nSTATUS=" + what);
}

void service_manager::stopping(const std::string& because) const {
  tell(service::farewell(because));
}

void service_manager::tell(const std::string& lines) const {
  if (!socket_)
    return;
  if (const auto told = socket_->tell(lines); !told)
    log_.warn("service.not_told", field("reason", told.error().sentence));
}

} // namespace riskd::app
