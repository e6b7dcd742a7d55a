#pragma once

#include "domain/daemon_status.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace riskd::service {

/// Whoever is silent for longer counts as hanging (R-G-10).
constexpr domain::duration silence_max = std::chrono::seconds{10};

/// Remembers when the parts of the daemon last showed that they live. A sign is a time stamp that
/// changed, and when it did is measured by the clock that never steps: setting the wall clock must
/// not have the daemon killed. The store gives no signs: a slow disk never ends the process that
/// still protects.
///
/// The status board stamps every status it publishes, at least every two seconds. It is an actor
/// like the others on their one worker thread and one queue (docs/adr/0006), so that it falls
/// silent with whichever account supervisor or gateway does not come to an end with a message; one
/// that died is replaced by its own supervisor or ends the process.
class signs_of_life {
public:
  /// @param now Monotonic reading, like all others here.
  explicit signs_of_life(domain::duration now);

  void observe(const domain::daemon_status& latest, domain::duration now);

  /// Names of the parts that are silent, in alphabetical order.
  [[nodiscard]] std::vector<std::string> silent_parts(domain::duration now) const;

private:
  struct sign {
    domain::time_point stamp;
    domain::duration heard{};
  };

  void note(const std::string& part, domain::time_point stamp, domain::duration now);

  std::map<std::string, sign> parts_;
};

} // namespace riskd::service
