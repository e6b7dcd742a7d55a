#pragma once

#include "adapters/service/signs_of_life.hpp"
#include "domain/daemon_status.hpp"
#include "domain/ports/wall_clock.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::service {

/// What the service manager should hear now.
struct due_report {
  /// Lines `NAME=value`; empty if there is nothing to say.
  std::string lines;
  /// Parts for whose silence the watchdog is not served, if that has just begun.
  std::vector<std::string> newly_silent;
};

/// Decides what the service manager is told of the daemon, and when.
///
/// `READY=1` once, when the daemon is READY for the first time (R-G-3): whatever is ordered after
/// the unit may rely on every account being protected. Until then, however long the broker does not
/// answer, the unit is being started. Later trouble is no reason to be replaced, so it shows in
/// `STATUS=` only, the headline of `riskctl health`. `WATCHDOG=1` while every part lives.
class service_report {
public:
  /// @param watchdog Silence after which the manager ends the process; empty if it does not watch.
  service_report(std::optional<domain::duration> watchdog, domain::duration now);

  /// What to send at `now`. To be asked several times in each half of the watchdog's interval.
  [[nodiscard]] due_report due(const domain::daemon_status& latest,
                               const domain::clock_reading& now);

  /// What was due has been sent; without this it is due again.
  void delivered(domain::duration now);

private:
  /// What the lines that were last made say.
  struct told {
    bool ready = false;
    bool alive = false;
    std::string headline;
  };

  bool wants_sign(domain::duration now) const;

  std::optional<domain::duration> watchdog_;
  signs_of_life signs_;
  std::vector<std::string> silent_;
  told pending_;
  bool told_ready_ = false;
  std::string told_headline_;
  std::optional<domain::duration> last_sign_;
};

/// The last words: lines that tell that the daemon ends, and why.
[[nodiscard]] std::string farewell(std::string_view because);

} // namespace riskd::service
