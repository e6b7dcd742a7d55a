#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::simulator {

/// One request, as much of it as the gateway looks at.
struct http_request {
  /// `POST`, `GET` and so on.
  std::string method;
  /// Without the query, as it was sent.
  std::string path;
  /// Decoded parameters of the query; names in lower case.
  std::map<std::string, std::string> query;
  /// The whole `Authorization` field.
  std::string authorization;
  std::string body;
};

/// What becomes of a request.
struct http_reply {
  enum class fate : std::uint8_t { send, never_answer, drop };

  unsigned status = 200;
  std::string body;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> fields;
  /// Time between the request and the answer.
  domain::duration delay{};
  fate what_happens = fate::send;
};

/// `x` in lower case, ASCII only.
[[nodiscard]] std::string lower_case(std::string_view x);

/// Splits `path?a=b&c=d` and decodes percent signs and plus signs of the query.
void split_target(std::string_view target, http_request& into);

/// The token of a request: from `Authorization: Bearer`, else from `access_token` of the query;
/// empty if there is none.
[[nodiscard]] std::string bearer_token(const http_request& request);

/// Writes the date of an HTTP field, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
[[nodiscard]] std::string http_date(domain::time_point x);

} // namespace riskd::simulator
