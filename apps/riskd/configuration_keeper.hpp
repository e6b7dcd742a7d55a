#pragma once

#include "config/load.hpp"
#include "config/succession.hpp"
#include "domain/configuration_report.hpp"
#include "domain/daemon_status.hpp"
#include "domain/journal_entries.hpp"
#include "domain/settings_plan.hpp"
#include "messages/account_events.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace riskd::app {

/// An account that is guarded, and by which configuration.
struct guarded_account {
  /// Known once it was found at the broker, now or in an earlier run.
  std::optional<domain::account_id> id;
  /// Index of its login, and its own among the accounts of that login.
  std::size_t gateway = 0;
  std::size_t entry = 0;
  config::account_entry now;
  /// From its next reset on; empty if nothing changes then.
  std::optional<config::account_entry> next;
  std::vector<domain::setting_change> tightened;
  std::vector<domain::setting_change> waiting;
  /// The trading day that all of this was worked out for.
  std::chrono::year_month_day day{};
  /// When the day ends that the account is in; empty until it was seen.
  std::optional<domain::time_point> day_end;
};

/// Why an account does not go on with what was stored for it.
struct keeping_fault {
  domain::account_id account;
  std::string reason;
};

/// What a new reading of the file means.
struct reading {
  domain::reload_report report;
  configuration_reloaded change;
};

/// Knows which configuration every account follows: what the file says, as far as it is not looser
/// than what was in force on the same trading day before (R-C-7, R-C-8). Whether that day is over
/// is for the accounts to say, which go by the broker's clock: the one of this machine can be set.
/// Not thread-safe.
class configuration_keeper {
public:
  /// @param settings As the file was at the start
  /// @param stored What was in force when the daemon last ran
  configuration_keeper(std::filesystem::path file, config::load_context context,
                       config::configuration settings,
                       const std::vector<domain::restored_account>& stored);

  /// Takes over which day the accounts are in, and with it what was pending until then.
  void observe(const domain::daemon_status& status);

  /// Reads the file again. Nothing changes if it is refused.
  [[nodiscard]] reading read_again(domain::time_point now);

  /// The accounts that are listed or guarded nevertheless.
  [[nodiscard]] std::vector<domain::configuration_of_account> report() const;

  [[nodiscard]] const std::vector<guarded_account>& accounts() const {
    return accounts_;
  }

  /// The logins, with the addresses that are in force for their accounts.
  [[nodiscard]] std::vector<config::gateway_settings> logins() const;

  /// What was stored and cannot be gone on with.
  [[nodiscard]] const std::vector<keeping_fault>& faults() const {
    return faults_;
  }

  /// What an account is given to follow.
  [[nodiscard]] domain::settings_plan plan_of(const guarded_account& account) const;

private:
  void take_up(const domain::restored_account& stored, std::vector<bool>& taken);
  guarded_account& add(config::account_entry entry, std::size_t gateway,
                       std::chrono::year_month_day day);
  [[nodiscard]] std::optional<std::size_t> index_of_login(const std::string& name) const;
  [[nodiscard]] domain::configuration_of_account describe(const guarded_account& account) const;

  std::filesystem::path file_;
  config::load_context context_;
  /// What the file said when it was last taken over, but for the logins in use.
  config::configuration settings_;
  std::vector<guarded_account> accounts_;
  std::vector<keeping_fault> faults_;
};

} // namespace riskd::app
