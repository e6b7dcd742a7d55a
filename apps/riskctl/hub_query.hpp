#pragma once

#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/daemon_query.hpp"

#include <chrono>

namespace riskd::riskctl {

/// Asks a hub for all that it knows now. The body of the answer ends with a line break.
/// @pre `wanted.address`
[[nodiscard]] query_outcome ask_hub(const hub_wish& wanted,
                                    std::chrono::milliseconds patience = usual_patience);

/// The outcome if what answers there is no hub, or one of another time.
[[nodiscard]] query_outcome no_known_hub(const hub_wish& wanted);

} // namespace riskd::riskctl
