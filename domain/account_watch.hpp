#pragma once

#include "domain/daemon_status.hpp"
#include "domain/journal_entries.hpp"
#include "domain/notice.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace riskd::domain {

/// What people should be told because an account is as it is now.
struct watch_findings {
  /// To be raised: a limit comes near.
  std::vector<alert_record> warnings;
  /// To be kept, so that the next run does not tell it again.
  std::vector<limit_announced> announced;
  std::vector<notice> notices;
};

/// Looks at one account's status as it changes and finds what to tell of it beyond its alerts: the
/// steps of `alerts.warn_at_percent`, locks that begin, change and end, limits that are reached.
///
/// A status says that an account is locked only once the lock is on disk (R-F-9), and so does this.
class account_watch {
public:
  /// @param steps Percent of a limit, ascending, each below 100.
  /// @param since Locks that were there before are no news at the first look.
  /// @param announced What an earlier run has told.
  account_watch(std::vector<int> steps, time_point since,
                const std::vector<limit_announced>& announced = {});

  [[nodiscard]] watch_findings observe(const account_status& latest, time_point now,
                                       const told_account& who);

private:
  struct rule_memory {
    /// The highest step that was told on `told_day`; 0 for none.
    int told_step = 0;
    std::optional<std::chrono::year_month_day> told_day;
    bool in_breach = false;
  };

  void look_at_locks(const account_status& latest, time_point now, const told_account& who,
                     watch_findings& out);
  void look_at_rule(const rule_status& rule, const account_status& latest, time_point now,
                    const told_account& who, watch_findings& out);
  void look_at_enforcement(const account_status& latest, time_point now, const told_account& who,
                           watch_findings& out);
  [[nodiscard]] int step_below(int percent) const;

  std::vector<int> steps_;
  time_point since_;
  bool seen_ = false;
  std::map<rule_id, rule_memory> rules_;
  std::map<rule_id, lock> locks_;
  std::optional<time_point> enforcement_;
};

} // namespace riskd::domain
