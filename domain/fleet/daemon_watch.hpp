#pragma once

#include "domain/fleet/audit_watch.hpp"
#include "domain/fleet/fleet_status.hpp"
#include "domain/ports/fleet_history_port.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

/// What an update brought that belongs on record.
struct fleet_news {
  /// Records that are new, and all stories.
  kept_records kept;
  /// The results that changed, by the hub's clock.
  std::vector<kept_point> results;
};

/// What a hub knows of one daemon. Of a daemon that falls silent the last known state stays.
///
/// Bounded: `accounts_max` accounts, each with a document of `told_document_max` bytes at most and
/// little beside it. That is 470 MiB for the worst of agents, once here and once in each status
/// that somebody still holds; 10,000 real accounts, with some 5 KiB each, take 50 MiB. Not
/// thread-safe.
class daemon_watch {
public:
  /// Watches a daemon of which nothing is known.
  /// @param silent_after After so long without an update a daemon is silent.
  daemon_watch(std::string name, duration silent_after);

  /// Goes on from what an earlier hub knew.
  daemon_watch(const kept_fleet::daemon& kept, duration silent_after);

  /// A link to its agent came up. Until the first update it proves nothing of the daemon.
  void link_up(const clock_reading& now);

  /// The link is down. @param reason For people.
  void link_down(const clock_reading& now, std::string reason);

  /// Takes the next update of the link. Fails with `malformed_input`, and takes nothing, if it is
  /// not the next one or leaves more than `accounts_max` accounts. Then the link has to be taken
  /// down, so that all is told again.
  [[nodiscard]] result<fleet_news> take(const fleet_update& update, const clock_reading& now);

  /// What the agent is to be told: the last update of this link that was taken, 0 at first, and up
  /// to where its audit is known.
  [[nodiscard]] fleet_receipt receipt() const;

  /// Somebody looked into the audit and accepts it as it comes; see `audit_watch::begin_anew`.
  void accept_audit();

  [[nodiscard]] const audit_watch_status& audit() const;

  /// Sees whether the daemon fell silent. Has to be called from time to time.
  void look(const clock_reading& now);

  /// What is known of it. The same object as before if nothing changed; that it was heard again
  /// shows every 5 s at the latest if nothing else changed.
  [[nodiscard]] std::shared_ptr<const fleet_daemon> status();

private:
  [[nodiscard]] bool has_room_for(const fleet_update& update) const;
  void take_accounts(const fleet_update& update, const clock_reading& now, fleet_news& out);
  void take_account(const account_report& told, const clock_reading& now, fleet_news& out);
  void take_audit(const fleet_update& update, const clock_reading& now, fleet_news& out);
  void take_times(const fleet_update& update, const clock_reading& now);
  [[nodiscard]] daemon_standing standing_at(duration now) const;
  [[nodiscard]] std::string remark_of(daemon_standing standing) const;

  duration silent_after_;
  fleet_daemon known_;
  audit_watch audit_;
  /// Why there is no link.
  std::string link_remark_;
  /// Of the last update of this link.
  std::uint64_t number_ = 0;
  bool was_heard_ = false;
  /// When the last update of this link came (monotonic).
  std::optional<duration> heard_;
  /// Whether riskd answers, as this link told it.
  std::optional<bool> answers_;
  std::shared_ptr<const fleet_daemon> shown_;
  /// `known_` differs from `shown_` in more than `last_heard`.
  bool is_changed_ = true;
  /// When `last_heard` was as `shown_` has it (monotonic).
  std::optional<duration> shown_heard_;
};

} // namespace riskd::domain
