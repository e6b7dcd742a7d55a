#pragma once

#include "adapters/terminal/style.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::riskctl {

/// Why an account is locked, and how far each rule is from firing; see report.hpp.
[[nodiscard]] std::string why_report(const nlohmann::ordered_json& answer,
                                     const terminal::style& look);

} // namespace riskd::riskctl
