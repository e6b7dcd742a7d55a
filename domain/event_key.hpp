#pragma once

#include "domain/events.hpp"

#include <cstdint>
#include <string>

namespace riskd::domain {

/// A text that two events share exactly if applying both is applying one: the journal keeps one row
/// per key. Positions come back to earlier contents without being repetitions, so that their key
/// also holds `sequence`.
[[nodiscard]] std::string event_key(const account_payload& payload, std::uint64_t sequence);

} // namespace riskd::domain
