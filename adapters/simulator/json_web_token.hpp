#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace riskd::simulator {

/// Signs `claims`, a JSON object, as a token of three base64url parts (RFC 7519, HS256).
[[nodiscard]] std::string sign_token(std::string_view claims, std::string_view secret);

/// Returns the claims of a token that `sign_token` made with the same secret; nothing for anything
/// else.
[[nodiscard]] std::optional<std::string> verify_token(std::string_view token,
                                                      std::string_view secret);

/// `bytes` random bytes from the operating system, as base64url text.
[[nodiscard]] std::string random_text(std::size_t bytes);

} // namespace riskd::simulator
