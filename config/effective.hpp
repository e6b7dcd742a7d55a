#pragma once

#include "config/value.hpp"

#include <string>
#include <vector>

namespace riskd::config {

/// The configuration that results for one account: defaults, then the preset, then the file, then
/// its override, each merged over what is before it (R-C-2).
struct effective_account {
  /// The entry of `accounts` with its defaults; null in the base.
  value identity;
  /// pnl_basis, reset, market.mark, market.stale_after_seconds, calendar, rules, on_shutdown,
  /// safe_mode, supervision, required_rules and, but for the base, mode.
  value tree;
};

/// Returns the file laid over its preset and the defaults of all its keys; entries of lists and
/// maps included.
[[nodiscard]] value effective_file(const value& root);

/// The same for a file of `notification_file_section`.
[[nodiscard]] value effective_notification_file(const value& root);

/// Returns what results for an account without any override. @param file As `effective_file` gives
/// it
[[nodiscard]] effective_account effective_base(const value& file);

/// Returns what results for each entry of `accounts`.
[[nodiscard]] std::vector<effective_account> effective_accounts(const value& file);

/// Returns the settings of an account as a program stored them that may have been older: keys that
/// it did not know have their defaults.
[[nodiscard]] value completed_settings(const value& tree);

/// Returns what the hash of the whole configuration is taken of: canonical JSON, references
/// unresolved and anything else that stands for a secret hidden (R-C-4, R-C-5).
[[nodiscard]] std::string hashed_text(value file);

/// Returns the configuration for people, secrets as `***` (R-C-4).
[[nodiscard]] std::string shown_text(value file);

/// Pointers of every value that comes from a default.
[[nodiscard]] std::vector<std::string> defaulted_keys(const value& file);

} // namespace riskd::config
