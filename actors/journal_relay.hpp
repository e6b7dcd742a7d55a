#pragma once

#include "domain/ports/journal_port.hpp"
#include "domain/ports/wall_clock.hpp"
#include "messages/interfaces.hpp"

namespace riskd {

/// Tells the root what is on disk. `clock` lives as long as the journal reports.
[[nodiscard]] domain::journal_port::sink journal_relay(root_supervisor_actor root,
                                                       const domain::wall_clock& clock);

} // namespace riskd
