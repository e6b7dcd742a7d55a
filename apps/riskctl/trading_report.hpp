#pragma once

#include "adapters/terminal/style.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::riskctl {

// Answers about trading as text for people; see report.hpp.

/// One row per account, and one for every rule that limits money.
[[nodiscard]] std::string pnl_report(const nlohmann::ordered_json& answer,
                                     const terminal::style& look);

[[nodiscard]] std::string positions_report(const nlohmann::ordered_json& answer,
                                           const terminal::style& look);

[[nodiscard]] std::string orders_report(const nlohmann::ordered_json& answer,
                                        const terminal::style& look);

/// Session and reset of each account, then the calendar of the next days; accounts that keep the
/// same hours share one.
[[nodiscard]] std::string hours_report(const nlohmann::ordered_json& answer,
                                       const terminal::style& look);

} // namespace riskd::riskctl
