#pragma once

#include "config/load.hpp"

#include <string_view>

namespace riskd::fuzz {

/// What loading needs from outside: the system's zones, real SHA-256, and an environment in which
/// every variable is set.
[[nodiscard]] const config::load_context& context_for(config::load_purpose purpose);

/// Loads a text as for `riskctl replay`, which reads no other file.
[[nodiscard]] config::load_outcome load_configuration(std::string_view text);

} // namespace riskd::fuzz
