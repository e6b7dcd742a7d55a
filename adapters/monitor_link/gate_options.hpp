#pragma once

#include "adapters/monitor_link/link_table.hpp"
#include "adapters/monitor_link/source_table.hpp"
#include "adapters/monitor_link/tls_identity.hpp"
#include "domain/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

namespace riskd::monitor_link {

struct gate_options {
  /// Numeric.
  std::string address = "::";
  /// 0 lets the system choose.
  std::uint16_t port = 0;
  tls_files files;
  /// Names of the agents that may come; none admits every agent of the authority.
  std::set<std::string> agents;
  /// Handshakes under way at once. Beyond, the one that began first gives way.
  std::size_t handshakes_max = 16;
  std::chrono::milliseconds handshake_time_max{3'000};
  source_limits sources;
  link_table_options links;
  /// One line of the log per source and reason in so long a time.
  std::chrono::milliseconds refusal_period{60'000};
};

/// Fails with `malformed_input` if a number makes no sense.
[[nodiscard]] domain::result<void> validate(const gate_options& options);

} // namespace riskd::monitor_link
