#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace riskd::config {

/// How a day of the exchange deviates from its week.
enum class exchange_day_kind : std::uint8_t {
  /// No session has this date.
  closed,
  /// No session has this date, but the next one opens on it.
  closed_until,
  /// The session opens late.
  late_open,
  /// The session ends early.
  early_close,
  /// No session opens in the evening.
  no_evening_session,
};

/// `closed_until`, as the file says it.
const char* to_string(exchange_day_kind x);

/// One day of one product group. Times are local to `exchange_calendar::zone`.
struct exchange_day {
  std::chrono::year_month_day date{};
  exchange_day_kind kind{};
  std::optional<std::chrono::seconds> open;
  std::optional<std::chrono::seconds> close;
  std::optional<std::chrono::seconds> evening_open;

  friend bool operator==(const exchange_day&, const exchange_day&) = default;
};

/// The days on which an exchange deviates from its week (R-T-12).
struct exchange_calendar {
  std::string zone;
  /// What is not listed between the first and the last year is a usual day; nothing is known of
  /// other years.
  std::chrono::year first_year{};
  std::chrono::year last_year{};
  /// By product group; ascending by date.
  std::map<std::string, std::vector<exchange_day>> groups;

  [[nodiscard]] bool covers(std::chrono::year x) const {
    return first_year <= x && x <= last_year;
  }
};

/// The calendar that the programs carry: `config/calendar/cme-globex.json`.
[[nodiscard]] const exchange_calendar& shipped_exchange_calendar();

} // namespace riskd::config
