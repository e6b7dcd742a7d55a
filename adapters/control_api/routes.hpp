#pragma once

#include "adapters/control_api/json_values.hpp"
#include "adapters/control_api/peer.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::control_api {

/// What a request asks for. `HEAD` is answered by the route of `GET`.
enum class method : std::uint8_t { get, post };

/// `GET`, `POST`.
const char* to_string(method x);

/// A request as its handler sees it.
struct call {
  /// What stood in the path where the route's pattern has `{name}`, decoded.
  std::string argument;
  /// Decoded; only names that the route lists.
  std::vector<std::pair<std::string, std::string>> query;
  std::string body;
  peer_identity peer;

  /// The value of a query parameter, or null.
  [[nodiscard]] const std::string* find(std::string_view name) const;
};

/// Tells the data of the next event of an answer that goes on, on one line; nothing while there is
/// none. Asked every `server_options::event_interval` on the thread of the server, but only once
/// the client has taken what was told before: what happens meanwhile is one event then, so that a
/// slow client costs no memory.
using event_feed = std::function<std::optional<std::string>()>;

/// What is sent back.
struct answer {
  /// HTTP status code.
  unsigned status = 200;
  json body;
  /// Value of the Allow header, if not empty.
  std::string allow;
  /// Sent instead of the body, if not empty.
  std::string text = {};
  /// What the text is.
  std::string media_type = {};
  /// Where it is set, server-sent events follow instead of a body until the client leaves.
  event_feed feed = {};
};

/// Returns a refusal with the body of `error_json`.
[[nodiscard]] answer refuse(unsigned status, std::string_view code, std::string_view sentence);

/// One thing that can be asked of the daemon.
struct route {
  method verb{};
  /// A path whose segments are literal or `{name}`, as in docs/openapi.yaml.
  std::string pattern;
  role needs = role::trader;
  /// Names of the query parameters it understands; any other is refused.
  std::vector<std::string> parameters;
  /// Runs on the thread of the server and must not block it.
  std::function<answer(const call&)> handle;
};

using route_table = std::vector<route>;

/// A request as it came in.
struct request {
  /// As on the wire, for example `GET`.
  std::string_view verb;
  std::string_view target;
  std::string body;
  peer_identity peer;
  role who = role::none;
};

/// Told of what somebody without the role for it asked for, such as `POST /v1/shutdown`; for the
/// audit (R-P-6). Runs on the thread of the server and must not block it.
using refusal_listener = std::function<void(const peer_identity& by, const std::string& what)>;

/// Finds the route of a request and lets it answer. Refuses with 403 if the peer may not use it,
/// 400 if the target cannot be read, 404 if there is no such path, 405 if it exists for other
/// methods.
[[nodiscard]] answer dispatch(const route_table& routes, request asked,
                              const refusal_listener& on_refusal = {});

} // namespace riskd::control_api
