#pragma once

#include "domain/fleet/fleet_status.hpp"

#include <cstdint>
#include <string>

namespace riskd::dashboard {

/// The media type of `fleet_metrics`.
constexpr const char* metrics_media_type = "text/plain; version=0.0.4; charset=utf-8";

/// What the server knows of itself.
struct server_counts {
  std::string hub;
  std::string version;
  /// Connections being served, live ones included.
  std::size_t connections = 0;
  /// Live connections.
  std::size_t live = 0;
  /// People that are logged in.
  std::size_t sessions = 0;
  std::uint64_t login_failures = 0;
};

/// The fleet as Prometheus reads it, in the text format 0.0.4: daemons and accounts are labelled
/// with their names. Money is in U.S. dollars, durations and ages are in seconds. What is not known
/// has no sample.
[[nodiscard]] std::string fleet_metrics(const domain::fleet_status& status,
                                        const server_counts& server, domain::time_point now);

} // namespace riskd::dashboard
