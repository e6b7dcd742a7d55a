#pragma once

#include "adapters/control_api/notify_routes.hpp"
#include "adapters/logging/logger.hpp"
#include "adapters/notify/notification_sender.hpp"
#include "config/settings.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/ports/status_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <memory>
#include <string>
#include <vector>

namespace riskd::app {

/// What the configuration says about whom to tell, as the sender wants it.
[[nodiscard]] notify::sender_options
sender_options_of(const config::notification_settings& settings, const domain::wall_clock& clock,
                  const domain::status_port& status, const logging::logger& log);

/// Lets the local API send test messages, and puts on record who asked (R-P-6).
class notify_link final : public control_api::notify_service {
public:
  /// @pre all of them outlive the link
  notify_link(notify::notification_sender& sender, domain::journal_port& journal,
              const domain::wall_clock& clock);

  [[nodiscard]] domain::result<void> send_test(const std::string& by) override;

  [[nodiscard]] std::vector<control_api::tested_channel> latest_test() override;

private:
  notify::notification_sender& sender_;
  domain::journal_port& journal_;
  const domain::wall_clock& clock_;
};

} // namespace riskd::app
