#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::domain {

/// A length of time, in whole microseconds.
using duration = std::chrono::microseconds;

/// A UTC instant, in whole microseconds (R-V-10). Durations that matter are measured on the
/// monotonic clock of the `wall_clock` port, never as a difference of these (R-L-11).
using time_point = std::chrono::sys_time<duration>;

/// A date and time of day in some time zone.
using local_time = std::chrono::local_time<duration>;

/// Reads `YYYY-MM-DDTHH:MM:SS[.f]` followed by `Z`, `+hh:mm` or `-hh:mm`, with up to nine fraction
/// digits of which those beyond the sixth are cut off (R-V-10, R-Y-23). Returns nothing otherwise.
[[nodiscard]] std::optional<time_point> parse_time(std::string_view text);

/// Writes `YYYY-MM-DDTHH:MM:SS.ffffffZ` (R-V-10).
[[nodiscard]] std::string to_string(time_point x);

/// Reads `HH:MM` or `HH:MM:SS` as the time since midnight. Returns nothing otherwise.
[[nodiscard]] std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text);

/// Writes a date as `YYYY-MM-DD`.
[[nodiscard]] std::string to_string(std::chrono::year_month_day x);

/// Reads `YYYY-MM-DD`. Returns nothing if the text has another form or names no day.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

} // namespace riskd::domain
