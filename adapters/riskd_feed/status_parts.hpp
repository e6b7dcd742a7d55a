#pragma once

#include "domain/fleet/reports.hpp"
#include "domain/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace riskd::riskd_feed {

/// A status as riskd tells it, taken apart.
struct status_parts {
  domain::daemon_report daemon;
  std::vector<domain::account_report> accounts;
  /// False of a riskd that has only just begun: it has not come to tell of any account yet.
  bool knows_accounts = true;

  friend bool operator==(const status_parts&, const status_parts&) = default;
};

/// Takes the body of `/v1/status` apart. Fails with `malformed_input` if it is none, or of another
/// schema.
/// @param taken When it was told.
[[nodiscard]] domain::result<status_parts> read_status(std::string_view body,
                                                       domain::time_point taken);

/// The document without what changes by the mere passing of time, such as ages: two documents that
/// are alike need not both be passed on. Empty for what is no JSON.
[[nodiscard]] std::string lasting_part(std::string_view document);

} // namespace riskd::riskd_feed
