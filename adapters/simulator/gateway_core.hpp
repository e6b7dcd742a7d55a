#pragma once

#include "adapters/simulator/call_log.hpp"
#include "adapters/simulator/event_dispatcher.hpp"
#include "adapters/simulator/exchange.hpp"
#include "adapters/simulator/fault_plan.hpp"
#include "adapters/simulator/http_message.hpp"
#include "adapters/simulator/hub_methods.hpp"
#include "adapters/simulator/rest_api.hpp"
#include "adapters/simulator/session_table.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace riskd::simulator {

/// One login of the gateway.
struct gateway_user {
  std::string name;
  std::string api_key;
};

/// What the gateway is made of when it starts.
struct gateway_contents {
  contract_table contracts;
  feed_source feeds;
  exchange_settings settings;
  std::vector<gateway_user> users;
  /// Accounts without an id get the next free one. @invariant users exist
  std::vector<account> accounts;
  std::uint64_t seed = 1;
  bool starts_paused = false;
  /// Without them the exchange is open around the clock.
  std::optional<session_hours> hours;
  /// Signs the tokens.
  std::string secret;
};

/// The gateway without sockets: exchange, sessions, REST, hubs and faults, put together.
/// Single-threaded; time is what `advance` says.
class gateway_core {
public:
  gateway_core(gateway_contents contents, domain::time_point start);

  gateway_core(const gateway_core&) = delete;
  gateway_core& operator=(const gateway_core&) = delete;
  ~gateway_core();

  /// Lets everything happen that is due up to `now`.
  void advance(domain::time_point now) {
    venue.advance(now);
  }

  /// Ends a login session: `GatewayLogout` on its hub connections, close records, dead tokens
  /// (`projectx-gateway.md` 4.7).
  void end_session(std::int64_t id);

  /// Answers `POST /hubs/<hub>/negotiate`; nothing if the path is another.
  [[nodiscard]] std::optional<http_reply> negotiate(const http_request& request);

  /// A hub connection that may be opened.
  struct admission {
    hub_kind hub{};
    std::string user;
    std::int64_t session = 0;
  };

  /// Checks a request for a WebSocket: path, token and connection id (4.1). Returns the admission,
  /// or the refusal in `refused`.
  [[nodiscard]] std::optional<admission> admit(const http_request& request, http_reply& refused);

  /// Takes in a connection whose handshake is done, or closes it if its session ended meanwhile.
  void join(hub_connection& connection);

  fault_plan faults;
  call_log calls;
  session_table sessions;
  event_dispatcher events;
  exchange venue;
  rest_api rest;
  hub_methods methods;

private:
  /// Checks path and token of a hub request.
  [[nodiscard]] std::optional<admission> admit_caller(const http_request& request,
                                                      std::string_view suffix, http_reply& refused);

  struct negotiated_connection {
    hub_kind hub{};
    domain::time_point at;
    bool used = false;
  };

  /// By connection token.
  std::map<std::string, negotiated_connection> negotiated_;
};

} // namespace riskd::simulator
