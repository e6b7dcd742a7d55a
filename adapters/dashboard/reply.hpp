#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::dashboard {

/// What is sent back to a request.
struct reply {
  /// HTTP status code.
  unsigned status = 200;
  std::string body;
  /// Empty if there is no body.
  std::string media_type;
  /// Further header fields. Without a field `Cache-Control` nobody stores the answer.
  std::vector<std::pair<std::string, std::string>> fields = {};
};

/// An answer of JSON.
[[nodiscard]] reply json_reply(std::string text);

/// An answer without content, status 204.
[[nodiscard]] reply empty_reply();

/// A refusal: a code for programs, a sentence for people.
[[nodiscard]] reply refuse(unsigned status, std::string_view code, std::string_view sentence);

} // namespace riskd::dashboard
