#pragma once

#include "adapters/projectx/stream_events.hpp"

#include <string_view>

namespace riskd::fuzz {

/// Reads `arguments`, the JSON text of an event's arguments, and checks every report that comes of
/// it: its kind, what its row must have, and that it can be stored.
void check_stream_event(projectx::hub_event event, std::string_view arguments);

} // namespace riskd::fuzz
