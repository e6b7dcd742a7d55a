#pragma once

#include "adapters/riskd_feed/status_parts.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace riskd::riskd_feed {

/// What changed between two statuses.
struct status_changes {
  /// Also if there are other accounts: it names them.
  std::optional<domain::daemon_report> daemon;
  std::vector<domain::account_report> accounts;
  std::vector<std::string> gone;
};

/// Finds what is worth passing on in one status after the other.
class change_finder {
public:
  /// @pre `latest.knows_accounts`
  [[nodiscard]] status_changes take(status_parts latest);

  /// riskd does not answer; nothing if that was told before.
  [[nodiscard]] std::optional<domain::daemon_report> lose(const std::string& reason,
                                                          domain::time_point at);

  /// The end of the audit is part of what is told of the daemon; nothing if it did not move.
  [[nodiscard]] std::optional<domain::daemon_report>
  move_end(const domain::record_place& end, const std::string& hash, domain::time_point at);

private:
  /// What was told last, without what passes.
  std::map<std::string, std::string> accounts_;
  std::string daemon_;
  domain::daemon_report latest_;
};

} // namespace riskd::riskd_feed
