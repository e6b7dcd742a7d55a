#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/monitor_link/gate_options.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <cstdint>
#include <memory>

namespace riskd::monitor_link {

/// Accepts the agents of a hub on a thread of its own. A connection becomes a link when its
/// handshake is done in time, its certificate is one of an agent that may come, and there is a
/// place for it; until then it costs a socket and a timer. Each refusal is logged once per source,
/// reason and minute, with the number of those left out.
class gate {
public:
  /// Opens the port and starts. Fails if an option makes no sense, a file cannot be used, or the
  /// port cannot be had. @pre `clock` outlives the gate
  [[nodiscard]] static domain::result<std::unique_ptr<gate>> open(const gate_options& options,
                                                                  link_events events,
                                                                  const domain::wall_clock& clock,
                                                                  const logging::logger& log);

  gate(const gate&) = delete;
  gate& operator=(const gate&) = delete;

  /// Closes the port and all links, and tells so. Waits for farewells, for `farewell_max` at most.
  /// After it nothing is told any more. @pre Not called from an event
  ~gate();

  /// The port in use.
  [[nodiscard]] std::uint16_t port() const;

  /// Reads the files again. New connections use what they hold now, and links whose peer it no
  /// longer admits, revoked ones for example, end. If it fails, everything stays as it is. Callable
  /// from any thread.
  [[nodiscard]] domain::result<void> reload();

private:
  class implementation;

  explicit gate(std::unique_ptr<implementation> made);

  std::unique_ptr<implementation> implementation_;
};

} // namespace riskd::monitor_link
