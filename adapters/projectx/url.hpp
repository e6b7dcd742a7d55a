#pragma once

#include "domain/result.hpp"

#include <string>
#include <string_view>

namespace riskd::projectx {

/// Where a server listens, taken apart.
struct url {
  /// True for `https` and `wss`. Plain TCP is used only where the address says `http` or `ws`.
  bool tls = true;
  /// Without the brackets of an IPv6 address.
  std::string host;
  /// In digits.
  std::string port;
  /// Begins with `/` or is empty; never ends with `/`.
  std::string path;

  friend bool operator==(const url&, const url&) = default;
};

/// Reads `https://host[:port][/path]` or the same with `http`, `wss` or `ws`. Fails with
/// `malformed_input` on anything else: another scheme, a user, a query, a fragment, no host.
[[nodiscard]] domain::result<url> parse_url(std::string_view text);

/// The value of the `Host` field of requests to `x`.
[[nodiscard]] std::string host_field(const url& x);

/// Writes `text` so that it can be a value in the query of an address.
[[nodiscard]] std::string percent_encoded(std::string_view text);

} // namespace riskd::projectx
