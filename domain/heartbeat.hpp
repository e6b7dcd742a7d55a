#pragma once

#include "domain/daemon_status.hpp"
#include "domain/ports/wall_clock.hpp"

#include <optional>

namespace riskd::domain {

/// Decides when to tell somebody outside that all is well: every 30 s while the daemon is READY,
/// which says that every enabled account is PROTECTED or SHADOW (`judge_readiness`), and never
/// because of a status that is older than 10 s. Whoever listens raises the alarm when it stops.
///
/// The age of a status is measured from when its stamp last changed, on the clock that never steps.
class heartbeat {
public:
  /// True if it is to be told now.
  [[nodiscard]] bool is_due(const daemon_status& latest, duration now);

  /// What the latest status said.
  [[nodiscard]] bool is_beating() const {
    return beating_;
  }

private:
  std::optional<time_point> stamp_;
  duration stamped_{};
  std::optional<duration> told_;
  bool beating_ = false;
};

} // namespace riskd::domain
