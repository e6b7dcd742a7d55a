#pragma once

#include "domain/time.hpp"

#include <optional>
#include <string_view>

namespace riskd::projectx {

/// Reads the date of an HTTP field such as `Sun, 06 Nov 1994 08:49:37 GMT`. Returns nothing for any
/// other form. The day of the week is not checked.
[[nodiscard]] std::optional<domain::time_point> parse_http_date(std::string_view text);

/// Reads `Retry-After`, given in seconds or as a date, as the time to wait from `now` on. Returns
/// nothing if it is neither; a date that has passed gives zero.
[[nodiscard]] std::optional<domain::duration> parse_retry_after(std::string_view text,
                                                                domain::time_point now);

} // namespace riskd::projectx
