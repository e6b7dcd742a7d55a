#pragma once

#include "apps/riskctl/report_parts.hpp"

#include <string>
#include <vector>

namespace riskd::riskctl {

/// Something that is not as it should be.
struct fleet_problem {
  /// `UNPROTECTED`, `SILENT`, `DEGRADED`, `STARTING`, `STOPPING`.
  std::string state;
  /// The daemon, or daemon and account.
  std::string who;
  std::string text;
};

/// Whether all that a hub watches is as it should be: what riskd says of itself (R-O-7), for all of
/// them.
struct fleet_health {
  /// The worst first.
  std::vector<fleet_problem> problems;
  /// One line that names them, or counts what is guarded.
  std::string headline;

  [[nodiscard]] bool is_healthy() const {
    return problems.empty();
  }
};

/// Judges the answer to `GET /api/overview` (docs/openapi-hub.yaml). A daemon that is not live is
/// one problem, whatever is known of its accounts from before. Throws `json::exception` if the
/// answer is not of that form.
[[nodiscard]] fleet_health health_of_fleet(const json& overview);

} // namespace riskd::riskctl
