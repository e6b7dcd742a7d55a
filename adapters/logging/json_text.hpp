#pragma once

#include <string>
#include <string_view>

namespace riskd::logging {

/// Appends `text` to `out` as a JSON string in pure ASCII: everything beyond it becomes `\u`
/// escapes (R-P-8), every byte that is not UTF-8 becomes U+FFFD. Text beyond `bytes_max` bytes is
/// cut at a character and ends in `...`.
void append_json_string(std::string& out, std::string_view text, std::size_t bytes_max = 4096);

} // namespace riskd::logging
