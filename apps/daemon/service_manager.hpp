#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/service/notify_socket.hpp"

#include <optional>
#include <string>

namespace riskd::app {

/// The service manager, for programs that have only two things to tell it. Without one nothing is
/// told.
class service_manager {
public:
  /// Looks for it in the environment (sd_notify(3)). That it cannot be reached is logged, and no
  /// reason not to work.
  explicit service_manager(logging::logger log);

  /// The program works from now on. @param what For people, one line.
  void ready(const std::string& what) const;

  void stopping(const std::string& because) const;

private:
  void tell(const std::string& lines) const;

  const logging::logger log_;
  std::optional<service::notify_socket> socket_;
};

} // namespace riskd::app
