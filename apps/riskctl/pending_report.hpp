#pragma once

#include "adapters/terminal/style.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::riskctl {

/// Lists changes of an account's configuration, one line each.
[[nodiscard]] std::string changes_report(const nlohmann::ordered_json& changes,
                                         const terminal::style& look);

/// Says what will change in an account's configuration, and when; empty if nothing will.
[[nodiscard]] std::string pending_report(const nlohmann::ordered_json& pending,
                                         const terminal::style& look);

} // namespace riskd::riskctl
