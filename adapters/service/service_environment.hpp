#pragma once

#include "domain/time.hpp"

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>

namespace riskd::service {

/// Returns the value of an environment variable, empty if it is not set.
using variable_reader = std::function<std::string(const char*)>;

/// What a service manager says to the process it starts.
struct service_environment {
  /// Where it listens; empty without a service manager.
  std::string notify_address;
  /// It ends the process if it hears nothing for that long; empty if it does not watch.
  std::optional<domain::duration> watchdog;
};

/// Reads `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID` (sd_notify(3),
/// sd_watchdog_enabled(3)). A watchdog meant for another process than `own_process` or with an
/// interval that is no positive number is none.
[[nodiscard]] service_environment read_service_environment(const variable_reader& read,
                                                           pid_t own_process);

/// True if file descriptor `descriptor` is the stream to the journal that `JOURNAL_STREAM` names as
/// `device:inode` (systemd.exec(5)): somebody may have redirected it since.
[[nodiscard]] bool leads_to_journal(const variable_reader& read, int descriptor);

} // namespace riskd::service
