#include "adapters/monitor_link/gate_options.hpp"

namespace riskd::monitor_link {

domain::result<void> validate(const gate_options& options) {
  const auto refuse = [](const char* what) {
    return domain::failure{domain::failure_code::malformed_input, what};
  };
  if (options.handshakes_max == 0 || options.links.peers_max == 0
      || options.sources.handshakes_max == 0 || options.sources.sources_max == 0
      || options.sources.connections.burst == 0 || options.sources.connections.per_second == 0)
    return refuse("the gate has to let somebody in");
  const auto least = std::chrono::milliseconds{1};
  if (options.handshake_time_max < least || options.refusal_period < least
      || options.links.silence_before_replacement < least)
    return refuse("the limits of time of a gate have to be positive");
  return validate(options.links.pump);
}

} // namespace riskd::monitor_link
