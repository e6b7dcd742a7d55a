#pragma once

#include "domain/time.hpp"

#include <optional>
#include <string_view>

namespace riskd::projectx {

/// Reads when a token expires from the `exp` claim of its payload. Everything else in the token is
/// opaque to us (`projectx-gateway.md` 1.2). Returns nothing if there is no readable claim.
[[nodiscard]] std::optional<domain::time_point> expiry_of(std::string_view token);

/// True if `token` can be sent in a header field and an address: visible ASCII, no blanks, neither
/// empty nor absurdly long.
[[nodiscard]] bool is_usable_token(std::string_view token);

} // namespace riskd::projectx
