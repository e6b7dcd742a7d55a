#pragma once

#include "domain/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::control_api {

/// The path and query of a request, taken apart and percent-decoded.
struct request_target {
  /// `/v1/accounts/A%2FB` gives `v1`, `accounts`, `A/B`.
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> query;

  friend bool operator==(const request_target&, const request_target&) = default;
};

/// Takes a request target in origin form apart (RFC 9112, section 3.2.1). Fails on any other form
/// and on a `%` that two hexadecimal digits do not follow.
[[nodiscard]] domain::result<request_target> parse_request_target(std::string_view text);

/// Writes `text` so that it is one segment of a path, or one value of a query.
[[nodiscard]] std::string percent_encode(std::string_view text);

} // namespace riskd::control_api
