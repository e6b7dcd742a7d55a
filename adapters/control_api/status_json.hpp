#pragma once

#include "adapters/control_api/json_values.hpp"
#include "adapters/control_api/readiness.hpp"
#include "domain/daemon_status.hpp"
#include "domain/time.hpp"

namespace riskd::control_api {

/// A status to be shown, and when.
struct shown_status {
  const domain::daemon_status& status;
  domain::time_point now;
  /// See `readiness_of`.
  readiness found;
  /// Shows this account only, if set.
  const domain::account_status* only = nullptr;
};

/// What every answer about the status begins with.
[[nodiscard]] json status_head(const shown_status& shown);

// The bodies of the read-only answers. Each is one object that begins with `schema` (R-O-8), the
// time the status was taken and its age.

/// Everything that R-O-4 asks for.
[[nodiscard]] json status_json(const shown_status& shown);

/// One row per account.
[[nodiscard]] json accounts_json(const shown_status& shown);

/// One account in full. @pre `shown.only` is set
[[nodiscard]] json one_account_json(const shown_status& shown);

/// The locks of all accounts.
[[nodiscard]] json all_locks_json(const shown_status& shown);

/// What each account has won and lost, and the rules that limit it.
[[nodiscard]] json all_results_json(const shown_status& shown);

/// The open positions of all accounts.
[[nodiscard]] json all_positions_json(const shown_status& shown);

/// The working orders of all accounts.
[[nodiscard]] json all_orders_json(const shown_status& shown);

/// Whether all is well, and what is not.
[[nodiscard]] json health_json(const shown_status& shown);

[[nodiscard]] json version_json(const domain::daemon_status& status);

/// The body of a refusal: a code for programs, a sentence for people.
[[nodiscard]] json error_json(std::string_view code, std::string_view sentence);

/// Finds an account by its name, else by its id; null if there is none.
[[nodiscard]] const domain::account_status* find_account(const domain::daemon_status& status,
                                                         std::string_view name_or_id);

} // namespace riskd::control_api
