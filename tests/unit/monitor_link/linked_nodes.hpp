#pragma once

#include "adapters/monitor_link/agent_link.hpp"
#include "adapters/monitor_link/gate.hpp"
#include "tests/unit/logging/collected_lines.hpp"
#include "tests/unit/monitor_link/link_certificates.hpp"
#include "tests/unit/monitor_link/told_events.hpp"

#include <memory>
#include <string>
#include <vector>

namespace riskd::test {

/// A hub with its gate, and agents that dial it.
struct linked_nodes {
  static constexpr std::uint64_t hub_actor = 6;
  static constexpr std::uint64_t agent_actor = 8;

  linked_nodes();
  linked_nodes(const linked_nodes&) = delete;
  linked_nodes& operator=(const linked_nodes&) = delete;
  ~linked_nodes();

  /// Opens the gate with what `gate_options` says. Throws if that fails.
  void open();

  /// An agent that dials the gate and tells `to`.
  [[nodiscard]] std::unique_ptr<monitor_link::agent_link> dial(const monitor_link::tls_files& files,
                                                               told_events& to);

  /// The same with other options.
  [[nodiscard]] std::unique_ptr<monitor_link::agent_link>
  dial(const monitor_link::dial_options& options, told_events& to);

  [[nodiscard]] monitor_link::dial_options
  dial_options_for(const monitor_link::tls_files& files) const;

  /// The other end of a link at the hub, after the hub's CAF has introduced itself.
  [[nodiscard]] monitor_link::link_up accept();

  /// The lines of the log with that event, as `reason detail left_out`.
  [[nodiscard]] std::vector<std::string> refusals() const;

  link_authority authority;
  shared_clock clock;
  std::shared_ptr<collected_lines> lines = std::make_shared<collected_lines>();
  logging::logger log{lines, clock};
  monitor_link::gate_options gate_options;
  told_events hub;
  std::unique_ptr<monitor_link::gate> gate;
};

/// A TCP connection to that port of this machine.
[[nodiscard]] monitor_link::descriptor connect_plainly(std::uint16_t port);

} // namespace riskd::test
