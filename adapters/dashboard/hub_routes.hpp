#pragma once

#include "adapters/dashboard/server_state.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace riskd::dashboard {

/// A request as it came in. The texts refer to the message.
struct hub_request {
  std::string_view verb;
  std::string_view target;
  std::string_view body;
  /// The field `If-None-Match`; empty if there is none.
  std::string_view known_tag;
  request_origin origin;
  shown_credentials credentials;
};

/// What follows a request: an answer, or a live connection of who has shown this.
using outcome = std::variant<reply, login_proof>;

using on_outcome = std::function<void(outcome)>;

/// A request as its handler sees it. Refers to the request, so nothing of it may be kept.
struct hub_call {
  const hub_request& asked;
  /// What stood in the path where the route's pattern has `{name}`, decoded.
  std::vector<std::string> arguments;
  /// Decoded. Handlers see only names that their route lists.
  std::vector<std::pair<std::string, std::string>> query;
  /// Of who asks; empty where none is needed.
  login_proof who;

  /// The value of a query parameter, or null.
  [[nodiscard]] const std::string* find(std::string_view name) const;
};

/// One thing that can be asked of the hub.
struct hub_route {
  /// `HEAD` is answered by the route of `GET`.
  std::string_view verb;
  /// A path whose segments are literal or `{name}`, as in docs/openapi-hub.yaml.
  std::string_view pattern;
  /// Names of the query parameters it understands; any other is refused.
  std::vector<std::string_view> parameters;
  /// Whether one must be logged in.
  bool needs_login = true;
  /// Calls the function once, at once or later on the same thread, and does not block.
  void (*handle)(server_state& state, const hub_call& asked, const on_outcome& told) = nullptr;
};

/// All there is but the page.
[[nodiscard]] const std::vector<hub_route>& hub_routes();

/// Answers a request, at once or later on the same thread. @pre `state` outlives the answer
void answer_request(server_state& state, const hub_request& asked, on_outcome told);

} // namespace riskd::dashboard
