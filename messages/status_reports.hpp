#pragma once

#include "domain/daemon_status.hpp"
#include "domain/notice.hpp"

#include <memory>
#include <optional>
#include <string>

namespace riskd {

// What the actors tell the status board and the notifier.

/// Reports one account as it is now.
struct account_status_changed {
  std::shared_ptr<const domain::account_status> status;
};

/// Reports that nobody judges an account at the moment.
struct account_unguarded {
  domain::account_id account;
  std::string reason;

  friend bool operator==(const account_unguarded&, const account_unguarded&) = default;
};

/// Reports one gateway as it is now.
struct gateway_status_changed {
  std::shared_ptr<const domain::gateway_status> status;
};

/// Reports whether the store can be written.
struct storage_status_changed {
  domain::storage_status status;
};

/// Reports something that people should know.
struct alert_raised {
  domain::time_point at;
  std::optional<domain::account_id> account;
  domain::alert_record alert;

  friend bool operator==(const alert_raised&, const alert_raised&) = default;
};

/// Reports that the daemon is shutting down.
struct daemon_stopping {};

/// Reports how far people are reached.
struct deliveries_changed {
  std::shared_ptr<const domain::notification_status> status;
};

/// Reports how an account is spoken of, and by which clock its people go.
struct account_introduced {
  domain::account_id account;
  domain::told_account who;
};

std::string to_string(const account_status_changed& x);
std::string to_string(const account_unguarded& x);
std::string to_string(const gateway_status_changed& x);
std::string to_string(const storage_status_changed& x);
std::string to_string(const alert_raised& x);
std::string to_string(const daemon_stopping& x);
std::string to_string(const deliveries_changed& x);
std::string to_string(const account_introduced& x);

} // namespace riskd
