#pragma once

#include "config/schema.hpp"
#include "domain/trading_calendar.hpp"

#include <chrono>

namespace riskd::config {

/// The section `calendar` (R-T-11, R-T-12).
[[nodiscard]] node calendar_section();

/// Removes the default lists if an exchange calendar replaces them (R-T-12).
void let_exchange_replace_defaults(value& calendar);

/// True if something is known of the holidays of that year (R-009-7).
[[nodiscard]] bool covers_year(const value& calendar, std::chrono::year year);

/// Settles what wins over what: an explicit list over the exchange's or the default one, by year;
/// explicit early closes over the exchange's, by date (R-T-12); and over holidays that nobody
/// listed explicitly (R-Y-14). @pre nothing in the section was refused
[[nodiscard]] domain::trading_calendar build_calendar(const value& calendar,
                                                      const domain::time_zone_source& zones);

} // namespace riskd::config
