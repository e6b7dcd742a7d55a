#pragma once

#include "domain/daemon_status.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

enum class check_result : std::uint8_t {
  passed,
  failed,
  /// Not looked at, because an earlier check failed or there is nothing to look at.
  skipped,
};

/// `passed`, `failed`, `skipped`.
const char* to_string(check_result x);

/// What one look at the way to a broker found (R-O-3).
struct diagnosis_check {
  /// `session`, `token`, `clock`, `user_hub`, `market_hub`, `name_lookup`, `connect`, `tls`,
  /// `ping`.
  std::string name;
  check_result result{};
  /// For people.
  std::string detail;
  /// How long it took; empty if nothing was done.
  std::optional<duration> took;

  friend bool operator==(const diagnosis_check&, const diagnosis_check&) = default;
};

/// What the session of one login tells of itself: login, token, clock skew and the upgrade of both
/// hubs. Nothing is sent: a second login would end the session (`projectx-gateway.md` 4.7).
[[nodiscard]] std::vector<diagnosis_check> session_checks(const gateway_status& gateway,
                                                          time_point now);

} // namespace riskd::domain
