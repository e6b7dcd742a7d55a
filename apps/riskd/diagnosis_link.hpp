#pragma once

#include "adapters/control_api/diagnosis_routes.hpp"
#include "adapters/projectx/gateway_probe.hpp"
#include "config/settings.hpp"
#include "domain/ports/status_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace riskd::app {

/// Looks at the way to every gateway for the local API: what its session tells of itself, and one
/// ping on a connection of its own. Logins that share an address share the ping.
class diagnosis_link final : public control_api::diagnosis_service {
public:
  /// @pre `status`, `clock` and `trusts` outlive the link
  diagnosis_link(const std::vector<config::gateway_settings>& logins,
                 const domain::status_port& status, const domain::wall_clock& clock,
                 projectx::tls_contexts& trusts);

  void start() override;

  [[nodiscard]] report latest() override;

  /// Gives up what is under way; there will be nothing further. Does not wait: a name server that
  /// does not answer must not hold up the end of the daemon. The destructor waits.
  void stop();

private:
  struct way {
    projectx::probe_target target;
    /// As found last; empty while it is being looked at.
    std::vector<domain::diagnosis_check> found;
  };

  struct login {
    std::string gateway;
    /// Place of its way.
    std::size_t way = 0;
  };

  void probe_all(const std::stop_token& stop);

  const domain::status_port& status_;
  const domain::wall_clock& clock_;
  projectx::tls_contexts& trusts_;
  std::vector<login> logins_;

  std::mutex mutex_;
  std::vector<way> ways_;
  bool running_ = false;
  bool stopped_ = false;
  std::optional<domain::duration> begun_;
  std::jthread worker_;
};

} // namespace riskd::app
