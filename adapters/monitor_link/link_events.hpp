#pragma once

#include "adapters/monitor_link/descriptor.hpp"

#include <functional>
#include <string>

namespace riskd::monitor_link {

/// A link is up: CAF may be given its end.
struct link_up {
  /// The name in the peer's certificate.
  std::string peer;
  /// Where it is, as `address:port`.
  std::string address;
  /// What the peer sends can be read here after the filter, and what is written here goes to it.
  /// Non-blocking. Closing it ends the link.
  descriptor local;
};

/// A link that was up has ended, or one that was dialled did not come up.
struct link_down {
  /// Empty if nobody was reached who could prove a name.
  std::string peer;
  /// For people.
  std::string reason;
};

/// Told on the thread of the gate or link, which does nothing else meanwhile: must not block,
/// throw, or destroy the gate or link.
struct link_events {
  std::function<void(link_up)> up;
  std::function<void(const link_down&)> down;
};

} // namespace riskd::monitor_link
