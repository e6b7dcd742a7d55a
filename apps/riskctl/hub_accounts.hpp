#pragma once

#include "apps/riskctl/report_parts.hpp"

#include <string>
#include <vector>

namespace riskd::riskctl {

/// An account that a hub tells of.
struct fleet_row {
  std::string daemon;
  /// See the schema account of docs/openapi-hub.yaml.
  json account;
};

/// The account with ages and remaining times as they are now: riskd tells them as they were when it
/// spoke.
[[nodiscard]] json as_of_now(json account);

/// A line for each account, what else is to be known of it, and what is locked, open and working.
[[nodiscard]] std::string fleet_accounts_part(const std::vector<fleet_row>& accounts,
                                              const terminal::style& look);

/// Everything about one account, as `riskctl account` shows it.
[[nodiscard]] std::string fleet_account_block(const fleet_row& row, const terminal::style& look);

} // namespace riskd::riskctl
