#pragma once

#include "adapters/terminal/style.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::riskctl {

// The daemon's answers as text for people. Each takes an answer of the API (docs/openapi.yaml) and
// throws `nlohmann::json::exception` if it is not of that form.

[[nodiscard]] std::string status_report(const nlohmann::ordered_json& answer,
                                        const terminal::style& look);

[[nodiscard]] std::string accounts_report(const nlohmann::ordered_json& answer,
                                          const terminal::style& look);

[[nodiscard]] std::string account_report(const nlohmann::ordered_json& answer,
                                         const terminal::style& look);

[[nodiscard]] std::string locks_report(const nlohmann::ordered_json& answer,
                                       const terminal::style& look);

[[nodiscard]] std::string health_report(const nlohmann::ordered_json& answer,
                                        const terminal::style& look);

} // namespace riskd::riskctl
