#pragma once

#include "adapters/terminal/style.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::riskctl {

// Answers about days and moments of the past as text; see report.hpp.

/// A trading day: one row per account, then its breaches and locks.
[[nodiscard]] std::string day_report(const nlohmann::ordered_json& answer,
                                     const terminal::style& look);

/// The same as CSV: a line of titles, then one for each account.
[[nodiscard]] std::string day_report_csv(const nlohmann::ordered_json& answer);

/// What was in force for an account at a moment, and what is not known.
[[nodiscard]] std::string moment_report(const nlohmann::ordered_json& answer,
                                        const terminal::style& look);

} // namespace riskd::riskctl
