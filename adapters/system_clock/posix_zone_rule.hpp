#pragma once

#include "domain/time_zone.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace riskd::adapters {

/// When a zone changes its clocks, year after year, as the last line of a compiled zone file says
/// it in POSIX notation: `CST6CDT,M3.2.0,M11.1.0`.
class posix_zone_rule {
public:
  /// Reads the notation of RFC 8536 section 3.3: names in letters or angle brackets, transition
  /// times between -167 and 167 hours. Returns nothing for anything else.
  [[nodiscard]] static std::optional<posix_zone_rule> parse(std::string_view text);

  /// The changes of offset that begin in `(after, before)`, ascending. Empty for a zone without
  /// daylight saving time.
  [[nodiscard]] std::vector<domain::time_zone::span>
  changes_between(domain::time_point after, domain::time_point before) const;

private:
  /// A day of the year and a local time on it, which may lie days before or after.
  struct yearly_instant {
    enum class form { month_week_day, day_of_365, day_of_366 };

    form counted_as{};
    std::chrono::month month{};
    unsigned week = 0;
    std::chrono::weekday weekday;
    int day = 0;
    std::chrono::seconds time = std::chrono::hours{2};

    [[nodiscard]] domain::local_time in(std::chrono::year year) const;
  };

  struct daylight_saving {
    std::chrono::seconds offset{};
    yearly_instant begin;
    yearly_instant end;
  };

  class reader;

  std::chrono::seconds offset_{};
  std::optional<daylight_saving> daylight_;
};

} // namespace riskd::adapters
