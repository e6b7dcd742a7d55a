#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace riskd::projectx {

/// Characters of foreign text that go into a report at most.
inline constexpr std::size_t excerpt_max = 200;

/// The beginning of `text` in a form that may be logged and shown: anything that looks like a token
/// or a credential reads `***`, what is not printable ASCII reads `?`, and the result has at most
/// `excerpt_max` characters.
[[nodiscard]] std::string excerpt_of(std::string_view text);

} // namespace riskd::projectx
