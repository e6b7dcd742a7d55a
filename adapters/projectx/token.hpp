#pragma once

#include "domain/result.hpp"
#include "domain/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace riskd::projectx {

/// Reads when a token expires from the `exp` claim of its payload. Everything else in the token is
/// opaque to us (`projectx-gateway.md` 1.2). Returns nothing if there is no readable claim.
[[nodiscard]] std::optional<domain::time_point> expiry_of(std::string_view token);

/// True if `token` can be sent in a header field and an address: visible ASCII, no blanks, neither
/// empty nor absurdly long.
[[nodiscard]] bool is_usable_token(std::string_view token);

/// Reads the token in `member` of a reply to a login or a renewal. Fails with `not_authorized`, in
/// words that may be logged, if there is none that can be used.
[[nodiscard]] domain::result<std::string>
read_token_reply(unsigned http_status, std::string_view body, std::string_view member);

} // namespace riskd::projectx
