#pragma once

#include "adapters/projectx/url.hpp"
#include "domain/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::notify {

/// Where a receiver listens. All of it is a secret: whoever knows the address of a webhook can
/// write to it, and some have the secret in the host's name.
struct receiver_address {
  /// Scheme, host and port; the path is empty.
  projectx::url server;
  /// Begins with `/`.
  std::string path;
  /// What follows the question mark; may be empty.
  std::string query;

  /// Path and query as in a request line.
  [[nodiscard]] std::string target() const;

  /// The query's names and values, decoded.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> parameters() const;
};

/// Reads `https://host[:port][/path][?query]` or the same with `http`. Fails with
/// `malformed_input` on anything else; the sentence quotes nothing of the text.
[[nodiscard]] domain::result<receiver_address> parse_address(std::string_view text);

} // namespace riskd::notify
