#pragma once

#include "domain/daemon_status.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace riskd::control_api {

/// Something that keeps the daemon from protecting an account as configured.
struct problem {
  /// `UNPROTECTED`, `DEGRADED`, `STARTING` or `STOPPING` (R-O-4).
  std::string state;
  /// Name of the account; empty if it concerns the daemon.
  std::string account;
  std::string text;

  friend bool operator==(const problem&, const problem&) = default;
};

/// The answer to "am I protected?".
struct readiness {
  /// Worst first. Empty means that the daemon is READY and every account PROTECTED or SHADOW
  /// (R-O-7).
  std::vector<problem> problems;
  /// All of it in one line, for the first line of every display (R-O-4).
  std::string headline;

  [[nodiscard]] bool is_healthy() const {
    return problems.empty();
  }
};

/// When the daemon made this report about itself; empty for the status of one that made none yet.
[[nodiscard]] std::optional<domain::time_point> reported(const domain::daemon_status& status);

/// Judges a status at the moment `now`. A status older than `stale_after` proves nothing about the
/// present any more: its daemon counts as UNPROTECTED, whatever it said then.
[[nodiscard]] readiness readiness_of(const domain::daemon_status& status, domain::time_point now,
                                     std::chrono::seconds stale_after);

/// Whole seconds from `then` to `now`, rounded down; 0 if `then` lies ahead.
[[nodiscard]] std::int64_t seconds_since(domain::time_point then, domain::time_point now);

/// Whole seconds from `now` until `end`, rounded up; 0 once it is reached.
[[nodiscard]] std::int64_t seconds_until(domain::time_point end, domain::time_point now);

} // namespace riskd::control_api
