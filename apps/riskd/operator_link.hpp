#pragma once

#include "adapters/control_api/hours_routes.hpp"
#include "apps/riskd/configuration_keeper.hpp"
#include "domain/ports/operator_port.hpp"
#include "domain/ports/status_port.hpp"
#include "domain/ports/wall_clock.hpp"
#include "messages/interfaces.hpp"

#include <mutex>

namespace riskd::app {

/// Carries an administrator's requests from the thread of the local API to the actors, and tells it
/// which configuration the accounts follow.
class operator_link final : public domain::operator_port, public control_api::hours_service {
public:
  /// @pre all of them outlive the link
  operator_link(configuration_keeper& configurations, const domain::wall_clock& clock,
                const domain::status_port& status)
    : configurations_(configurations), clock_(clock), status_(status) {
  }

  /// From now on requests reach the root.
  void connect(root_supervisor_actor root);

  /// From now on they are refused.
  void disconnect();

  [[nodiscard]] bool prove_rules(const std::string& by) override;

  [[nodiscard]] bool compare_with_broker(const std::string& by) override;

  [[nodiscard]] std::optional<domain::reload_report>
  reload_configuration(const std::string& by) override;

  [[nodiscard]] std::vector<domain::configuration_of_account> configurations() override;

  [[nodiscard]] std::vector<control_api::account_hours> hours() override;

private:
  template <class Request>
  [[nodiscard]] bool pass_on(Request wanted);

  configuration_keeper& configurations_;
  const domain::wall_clock& clock_;
  const domain::status_port& status_;
  /// Guards the configurations as well.
  std::mutex guard_;
  root_supervisor_actor root_;
};

} // namespace riskd::app
