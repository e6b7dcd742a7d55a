#pragma once

#include "adapters/logging/logger.hpp"
#include "apps/riskmon/command_line.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

namespace riskd::riskmon {

/// Opens the technical log in the directory of the program, which is made for its owner alone if it
/// is not there. Fails if it cannot be used. @pre `clock` outlives every copy of the logger
[[nodiscard]] domain::result<logging::logger> open_log(const common_choice& wanted,
                                                       const domain::wall_clock& clock);

} // namespace riskd::riskmon
