#pragma once

#include <string>
#include <string_view>

namespace riskd::sqlite {

/// Returns the 32 bytes of the SHA-256 of `bytes`.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// Returns the SHA-256 of `bytes` as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

} // namespace riskd::sqlite
