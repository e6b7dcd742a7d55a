#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/monitor_link/link_events.hpp"
#include "adapters/monitor_link/link_pump.hpp"
#include "adapters/monitor_link/tls_identity.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <chrono>
#include <memory>
#include <set>
#include <string>

namespace riskd::monitor_link {

struct dial_options {
  /// A name or an address.
  std::string host;
  /// A number or the name of a service.
  std::string port;
  tls_files files;
  /// Names of the hubs that may answer; not empty. The name in the certificate counts, never that
  /// of the host.
  std::set<std::string> hubs;
  /// From the first look-up until the hub's first frame.
  std::chrono::milliseconds time_max{10'000};
  pump_options pump;
};

/// The one link of an agent to its hub, on a thread of its own. It dials once: whoever wants to get
/// back in makes another one.
class agent_link {
public:
  /// Starts dialling and returns at once. Fails if an option makes no sense or a file cannot be
  /// used.
  ///
  /// `up` is told when the hub has sent the first frame of CAF: a TLS client is done with its
  /// handshake before the server has looked at its certificate, so only that shows that the hub
  /// accepted it. `down` is told exactly once, when the link has ended or did not come up.
  /// @pre `clock` outlives the link
  [[nodiscard]] static domain::result<std::unique_ptr<agent_link>>
  dial(const dial_options& options, link_events events, const domain::wall_clock& clock,
       const logging::logger& log);

  agent_link(const agent_link&) = delete;
  agent_link& operator=(const agent_link&) = delete;

  /// Cancels the dialling or ends the link, and tells `down` if that was not told. Waits for the
  /// farewell, for `farewell_max` at most, and for a look-up that is under way: the system gives no
  /// way to break that off. After it nothing is told any more. @pre Not called from an event
  ~agent_link();

private:
  class implementation;

  explicit agent_link(std::unique_ptr<implementation> made);

  std::unique_ptr<implementation> implementation_;
};

} // namespace riskd::monitor_link
