#pragma once

#include "domain/fleet/reports.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace riskd::domain {

/// Records of the audit that a hub lacks.
struct wanted_records {
  /// The first ones after this place; if empty, the newest ones, because the hub has none.
  std::optional<record_place> after;
  /// At most so many.
  std::size_t count = 0;

  friend bool operator==(const wanted_records&, const wanted_records&) = default;
};

/// The agent's side of one link to one hub: what the hub is told next. What has waited longest goes
/// first. What is told again while it waits keeps its turn, and the newest counts. When a link
/// comes up, everything is due again that the hub may have missed.
///
/// Bounded: one report of the daemon and of each account, the names of all accounts and of those
/// that are gone until the hub knows it, `stories_max` stories, `records_max` records. Not
/// thread-safe.
class fleet_outbox {
public:
  /// Updates that no receipt came for.
  static constexpr std::size_t unacknowledged_max = 4;
  /// Of texts and documents in one update; only a document that is larger by itself goes alone.
  static constexpr std::size_t update_bytes_max = 40 * 1024;
  static constexpr std::size_t stories_max = 64;
  static constexpr std::size_t records_max = 200;

  /// Takes the newest state of the daemon. If it names the accounts, all others are forgotten here,
  /// and the hub is told of the names when they changed and when a link comes up: it may know
  /// accounts that went away unseen.
  /// @pre If riskd answers, `audit_end` was read no earlier than the records that were told before:
  /// the hub takes an end before the records it has for records that were cut off.
  void tell(daemon_report what);

  /// Takes the newest state of an account.
  void tell(account_report what);

  /// Takes a story, in place of an earlier one of the same breach. If there are more than
  /// `stories_max` that the hub did not acknowledge, the one that was told first is given up.
  void tell(story_report what);

  /// Takes records in the order of the audit. Those that the hub has or was sent are left out, and
  /// so are those that are too many or that come while the link is down: `records_wanted` asks for
  /// them again. The same goes for those that do not follow, because they may have been read for
  /// another link; if they come again the audit itself has the gap, and the hub is told.
  void tell(const std::vector<audit_report>& what);

  /// The daemon no longer has this account.
  void forget_account(const std::string& name);

  /// @param welcome What the hub said when the link came up.
  void link_up(const fleet_receipt& welcome);

  void link_down();

  /// Takes the receipt for an update and for all that were sent before it. One that names no
  /// update on its way is ignored.
  void take(const fleet_receipt& receipt);

  /// What has to be read of the audit for the hub; empty while the link is down, or while records
  /// wait or are on their way.
  [[nodiscard]] std::optional<wanted_records> records_wanted() const;

  /// The next update for the hub; empty if nothing is due, if the link is down or if
  /// `unacknowledged_max` updates are on their way. @param now By the clock of this machine.
  [[nodiscard]] std::optional<fleet_update> next(time_point now);

  /// How many stories were given up because too many waited.
  [[nodiscard]] std::uint64_t stories_given_up() const;

private:
  struct daemon_part {};
  struct listing_part {};
  struct records_part {};
  /// Something that is due: an account by its name, a story by its breach.
  using part = std::variant<daemon_part, listing_part, std::string, breach_id, records_part>;
  /// The place of something in the order of what is due; 0 if it is not due.
  using ticket = std::uint64_t;

  struct account_slot {
    /// Empty if the daemon no longer has it.
    std::optional<account_report> what;
    ticket turn = 0;
    std::uint64_t sent_in = 0;
  };

  struct story_slot {
    story_report what;
    ticket turn = 0;
    std::uint64_t sent_in = 0;
  };

  /// Two records between which others are missing.
  struct gap {
    record_place last;
    record_place next;

    friend bool operator==(const gap&, const gap&) = default;
  };

  struct sent_update {
    std::uint64_t number = 0;
    bool has_records = false;
  };

  class space;

  void make_due(ticket& turn, part what);
  void make_undue(ticket& turn);
  [[nodiscard]] bool put(const daemon_part& which, fleet_update& out, space& left);
  [[nodiscard]] bool put(const listing_part& which, fleet_update& out, space& left);
  [[nodiscard]] bool put(const std::string& account, fleet_update& out, space& left);
  [[nodiscard]] bool put(const breach_id& story, fleet_update& out, space& left);
  [[nodiscard]] bool put(const records_part& which, fleet_update& out, space& left);
  [[nodiscard]] bool sends_records() const;
  [[nodiscard]] std::optional<record_place> told_until() const;
  void list_accounts(const std::vector<std::string>& names);
  [[nodiscard]] bool is_next(const record_place& next, const record_place& last);
  void leave_out_records();

  bool is_up_ = false;
  /// Of the last update of this link.
  std::uint64_t number_ = 0;
  std::deque<sent_update> unacknowledged_;
  std::map<ticket, part> due_;
  ticket last_ticket_ = 0;
  std::optional<daemon_report> daemon_;
  ticket daemon_turn_ = 0;
  std::map<std::string, account_slot> accounts_;
  /// Of all accounts, whether they were reported or not; empty if they are not known.
  std::optional<std::set<std::string>> names_;
  ticket listing_turn_ = 0;
  /// Up to where the names were sent while they are due.
  std::string listed_until_;
  /// In the order in which they were told.
  std::deque<story_slot> stories_;
  std::uint64_t stories_given_up_ = 0;
  std::deque<audit_report> records_;
  /// The one that was found last.
  std::optional<gap> gap_;
  ticket records_turn_ = 0;
  /// Up to where the hub has the audit.
  std::optional<record_place> place_;
  /// The last record that was sent.
  std::optional<record_place> sent_until_;
};

} // namespace riskd::domain
