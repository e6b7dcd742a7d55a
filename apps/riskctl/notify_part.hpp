#pragma once

#include "adapters/terminal/style.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::riskctl {

/// What is wrong with how people are told; empty if nothing is.
/// @param notifications As in the status of the daemon.
[[nodiscard]] std::string notifications_part(const nlohmann::ordered_json& notifications,
                                             const terminal::style& look);

} // namespace riskd::riskctl
