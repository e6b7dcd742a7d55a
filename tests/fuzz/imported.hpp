#pragma once

#include "adapters/replay/imported_recording.hpp"

namespace riskd::fuzz {

/// Checks that a recording made from an export can be read, and that its trades add up to what the
/// export says.
void check_imported(const replay::imported_recording& found, domain::account_id account);

} // namespace riskd::fuzz
