#pragma once

#include "domain/events.hpp"

#include <cstdint>
#include <string>

namespace riskd::bench {

/// An event of an account as the user hub sends it.
[[nodiscard]] std::string frame_of(std::int64_t account, const domain::account_payload& event);

} // namespace riskd::bench
