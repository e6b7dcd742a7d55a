#pragma once

#include "adapters/control_api/shutdown_routes.hpp"
#include "adapters/logging/logger.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <mutex>
#include <string>

namespace riskd::app {

/// Lets the local API end the daemon, and puts on record who asked (R-P-6).
class shutdown_link final : public control_api::shutdown_service {
public:
  /// @pre `journal` and `clock` outlive the link
  shutdown_link(domain::journal_port& journal, const domain::wall_clock& clock,
                logging::logger log);

  void shut_down(const std::string& by) override;

  /// The daemon is ending: from now on nothing is done about it, since a second signal would end
  /// it at once.
  void disconnect();

private:
  domain::journal_port& journal_;
  const domain::wall_clock& clock_;
  const logging::logger log_;
  std::mutex guard_;
  bool is_ending_ = false;
};

} // namespace riskd::app
