#pragma once

#include "domain/account_settings.hpp"
#include "domain/listed_rule.hpp"

#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

// What operators are told about the configuration in force.

/// The configuration of one account.
struct configuration_of_account {
  std::string name;
  std::optional<account_id> id;
  account_mode mode = account_mode::enforce;
  std::string config_hash;
  /// All thirteen, by number.
  std::vector<listed_rule> rules;
  /// What the latest reading of the file changed at once.
  std::vector<setting_change> tightened;
  /// What will change, and at which reset (R-C-8).
  std::vector<setting_change> pending;
  time_point pending_from;
};

/// What came of reading the configuration again.
struct reload_report {
  /// Why the file was refused as a whole, one sentence each; empty if it was taken over (R-C-6).
  std::vector<std::string> problems;
  std::vector<std::string> warnings;
  std::vector<configuration_of_account> accounts;
  /// Parts of the file that count from the next start on.
  std::vector<std::string> after_restart;
  /// Hash of the whole configuration.
  std::string config_hash;
};

} // namespace riskd::domain
