#pragma once

#include "domain/fleet/fleet_status.hpp"

#include <cstdint>
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
/// before (R-P-5). Once broken it stays broken; it goes on taking records all the same, so that
/// what happened afterwards is on record too. Not thread-safe.
class audit_watch {
public:
  /// Knows nothing: the first record anchors it.
  audit_watch() = default;

  /// Goes on from the last record that is known.
  /// @param hash Of that record; empty if it is not known, so that what follows is not compared.
  audit_watch(record_place until, std::string hash);

  /// Takes records in the order of their places. Known ones are left out, and those that do not
  /// follow. @param now By the hub's clock.
  [[nodiscard]] audit_intake take(std::vector<audit_report> records, time_point now);

  /// Takes where the audit is said to end, and the hash there. An end beyond what is known says
  /// nothing yet. @param now By the hub's clock.
  void take_end(const record_place& end, const std::string& hash, time_point now);

  [[nodiscard]] const audit_watch_status& status() const;

private:
  [[nodiscard]] bool accepts(const audit_report& next, audit_intake& out);
  void compare_last(const record_place& place, const std::string& hash);
  void break_with(const std::string& remark);

  audit_watch_status status_;
};

} // namespace riskd::domain
