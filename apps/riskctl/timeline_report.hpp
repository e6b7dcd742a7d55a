#pragma once

#include "adapters/terminal/style.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::riskctl {

/// A breach, what followed from it stage by stage, and what the delay has cost; see report.hpp.
[[nodiscard]] std::string timeline_report(const nlohmann::ordered_json& answer,
                                          const terminal::style& look);

} // namespace riskd::riskctl
