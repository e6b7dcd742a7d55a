#pragma once

#include <string>
#include <string_view>

namespace riskd::json {

/// Rewrites two things that the JSON grammar allows and the parser refuses, so that one odd member
/// does not cost the whole document: a number beyond the range of a double becomes null, since it
/// fits nothing that we read (R-Y-22), and the escape of a lone surrogate becomes `\ufffd`
/// (R-Y-24). Everything else stays as it is.
[[nodiscard]] std::string repaired(std::string_view text);

} // namespace riskd::json
