#pragma once

#include "domain/fleet/fleet_status.hpp"
#include "domain/result.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

/// The result of an account at one moment.
struct result_point {
  time_point at;
  money realized;
  std::optional<money> unrealized;

  friend bool operator==(const result_point&, const result_point&) = default;
};

/// What a hub keeps of one account's result.
struct kept_point {
  std::string daemon;
  std::string account;
  result_point what;
};

/// What a hub keeps of one daemon.
struct kept_records {
  std::string daemon;
  std::vector<audit_report> records;
  std::vector<story_report> stories;
  /// Of the records; see `audit_watch_status`.
  std::uint64_t era = 0;
};

/// What a hub knew when it ended last.
struct kept_fleet {
  struct daemon {
    std::string name;
    /// The last record of the era, and its hash.
    std::optional<record_place> records_until;
    std::string hash;
    /// What else was known of the audit.
    chain_state audit{};
    std::string audit_remark;
    std::uint64_t era = 0;
    /// What was last reported, and when by the hub's clock.
    std::optional<daemon_report> what;
    std::vector<account_report> accounts;
    std::optional<time_point> last_heard;
  };
  std::vector<daemon> daemons;
  std::vector<fleet_alarm> alarms;
  std::uint64_t last_alarm = 0;
};

/// Writes down what a hub learns. Calls return at once; what cannot be written is tried again, and
/// told through the hub's log. Called from one thread.
class fleet_journal_port {
public:
  fleet_journal_port() = default;
  fleet_journal_port(const fleet_journal_port&) = delete;
  fleet_journal_port& operator=(const fleet_journal_port&) = delete;
  virtual ~fleet_journal_port() = default;

  virtual void keep(kept_records what) = 0;
  virtual void keep(kept_point what) = 0;
  /// New or changed; the same id replaces.
  virtual void keep(fleet_alarm what) = 0;
  /// The last known state of a daemon, at most every few seconds.
  virtual void keep(std::shared_ptr<const fleet_daemon> what) = 0;

  [[nodiscard]] virtual result<kept_fleet> restore() = 0;
};

/// Reads what a hub kept. Calls may be made on any thread and wait for the disk; they fail soon
/// after `is_over` has begun to return true.
class fleet_history_port {
public:
  using limit = std::function<bool()>;

  fleet_history_port() = default;
  fleet_history_port(const fleet_history_port&) = delete;
  fleet_history_port& operator=(const fleet_history_port&) = delete;
  virtual ~fleet_history_port() = default;

  /// Results from `begin` (included) to `end`, ascending, thinned to `count` at most: the extremes
  /// of each stretch stay.
  [[nodiscard]] virtual result<std::vector<result_point>>
  results(const std::string& daemon, const std::string& account, time_point begin, time_point end,
          std::size_t count, const limit& is_over) const = 0;

  /// Newest first. @param account Empty for all of the daemon.
  [[nodiscard]] virtual result<std::vector<audit_report>> records(const std::string& daemon,
                                                                  const std::string& account,
                                                                  std::size_t count,
                                                                  const limit& is_over) const = 0;

  /// Newest first. @param begin With `end`: only breaches of that time.
  [[nodiscard]] virtual result<std::vector<story_report>>
  stories(const std::string& daemon, const std::string& account, std::optional<time_point> begin,
          std::optional<time_point> end, std::size_t count, const limit& is_over) const = 0;

  /// Newest first.
  [[nodiscard]] virtual result<std::vector<fleet_alarm>> alarms(std::size_t count,
                                                                const limit& is_over) const = 0;
};

} // namespace riskd::domain
