#pragma once

#include "domain/fleet/fleet_status.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

/// What became of records that were told.
struct audit_intake {
  /// Those that are new, in the order of the audit.
  std::vector<audit_report> accepted;
  /// How many were not taken, because records are missing before them.
  std::uint64_t missed = 0;
};

/// The audit of one daemon as a hub sees it: whether what is told of it goes on from what was told
/// before (R-P-5). Records that are missing are asked for again; if what comes then has the same
/// gap, the daemon itself lacks them, and the audit is broken. Once broken it stays broken until
/// somebody accepts it; it goes on taking records all the same, so that what happened afterwards is
/// on record too. Not thread-safe.
class audit_watch {
public:
  /// Of an audit that is begun anew at most so many records are taken as they come: as many as an
  /// agent tells a hub that has none.
  static constexpr std::size_t unjudged_max = 200;

  /// Knows nothing: the first record anchors it.
  audit_watch() = default;

  /// Goes on from the last record that is known.
  /// @param hash Of that record; empty if it is not known, so that what follows is not compared.
  audit_watch(record_place until, std::string hash);

  /// Goes on from what an earlier hub knew. What was broken stays broken, and what was begun anew
  /// is so still if nothing of it came since.
  explicit audit_watch(audit_watch_status kept);

  /// Forgets all records and that they were broken, for somebody looked into it and accepts the
  /// audit as it comes. The next record anchors it. What was written before that is taken as it
  /// comes, breaks included: records up to the first end that is told from now on.
  void begin_anew();

  /// Takes where the audit ends, before records that were told together with that.
  void expect(const record_place& end);

  /// Takes records in the order of their places. Known ones are left out, and those that do not
  /// follow. @param now By the hub's clock.
  [[nodiscard]] audit_intake take(std::vector<audit_report> records, time_point now);

  /// Takes where the audit is said to end, and the hash there. An end beyond what is known says
  /// nothing yet. @param now By the hub's clock.
  void take_end(const record_place& end, const std::string& hash, time_point now);

  [[nodiscard]] const audit_watch_status& status() const;

private:
  /// Two records between which others are missing.
  struct gap {
    record_place last;
    record_place next;

    friend bool operator==(const gap&, const gap&) = default;
  };

  [[nodiscard]] bool accepts(const audit_report& next, audit_intake& out);
  [[nodiscard]] bool is_unjudged(const record_place& next) const;
  [[nodiscard]] bool is_found_again(const gap& found, audit_intake& out);
  void compare_last(const record_place& place, const std::string& hash);
  void break_with(const std::string& remark);

  audit_watch_status status_;
  /// The one that was found last; what is missing there was asked for again.
  std::optional<gap> gap_;
  /// How many more records are taken as they come, and up to where; no end was told if empty.
  std::size_t unjudged_ = 0;
  std::optional<record_place> unjudged_until_;
};

} // namespace riskd::domain
