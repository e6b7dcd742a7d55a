#pragma once

#include "domain/time.hpp"

namespace riskd {

/// Changes of one account or gateway are told at most this often.
constexpr domain::duration status_interval = std::chrono::milliseconds{100};

} // namespace riskd
