#pragma once

#include "domain/replay.hpp"

#include <string>

namespace riskd::replay {

/// Appends the line of one event in the input format (`rules.md` 13.1). Names and balances of
/// accounts are left out: a recording is shown to others. Rejected payloads become lines that are
/// rejected again.
void append_event(std::string& out, const domain::replay_report& what, domain::time_point at);

} // namespace riskd::replay
