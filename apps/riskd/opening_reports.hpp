#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/sqlite/store.hpp"
#include "apps/riskd/configuration_keeper.hpp"
#include "config/settings.hpp"
#include "domain/records.hpp"

#include <vector>

namespace riskd::app {

// What a start finds, told once.

/// Tells what the file comes to (R-P-9).
void report_configuration(const logging::logger& log, const config::configuration& settings);

/// Tells what was found in the store, so that nobody has to guess why an account is locked.
void report_opening(const logging::logger& log, const sqlite::store_opening& opening);

/// Tells what is in force although the file says something else.
void report_keeping(const logging::logger& log, const configuration_keeper& keeper);

/// What people are alerted of.
[[nodiscard]] std::vector<domain::alert_record> alerts_of(const sqlite::store_opening& opening,
                                                          const configuration_keeper& keeper);

/// True if locks may have been in what is gone (R-L-15).
[[nodiscard]] bool locks_may_be_lost(sqlite::store_condition condition);

} // namespace riskd::app
