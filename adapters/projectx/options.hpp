#pragma once

#include "adapters/projectx/secret.hpp"
#include "domain/measurements.hpp"
#include "domain/ports/wall_clock.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace riskd::projectx {

/// How long things may take and when they are done again. The defaults are those of the
/// specification; tests shorten them.
struct timings {
  /// R-F-11.
  domain::duration command_deadline = std::chrono::seconds{2};
  domain::duration query_deadline = std::chrono::seconds{5};
  domain::duration login_deadline = std::chrono::seconds{5};
  /// Pause after a failed login (`rules.md` 8.4).
  domain::duration login_retry = std::chrono::seconds{5};
  /// Two logouts within this time are a conflict over the session (R-G-6).
  domain::duration conflict_window = std::chrono::seconds{60};
  domain::duration conflict_pause_min = std::chrono::seconds{5};
  domain::duration conflict_pause_max = std::chrono::seconds{60};
  /// How long before its end a token is renewed.
  domain::duration renew_ahead = std::chrono::minutes{5};
  /// Pause after a renewal ahead of time that did not get through.
  domain::duration renew_retry = std::chrono::seconds{30};
  /// A token that is younger is good enough for a reconnect.
  domain::duration token_fresh = std::chrono::seconds{60};
  /// From the begin of a connection to the accepted SignalR handshake.
  domain::duration hub_open = std::chrono::seconds{15};
  /// Silence of our own after which we ping; the server hangs up after 30 s.
  domain::duration hub_ping = std::chrono::seconds{10};
  /// Silence of the server after which the link is lost (R-G-6).
  domain::duration hub_silence = std::chrono::seconds{30};
  /// How long a subscription may go unconfirmed.
  domain::duration hub_confirmation = std::chrono::seconds{15};
  /// Pauses before reconnects; the last one repeats (R-G-6).
  std::vector<domain::duration> reconnect_pauses{
    std::chrono::seconds{0}, std::chrono::seconds{1},  std::chrono::seconds{2},
    std::chrono::seconds{5}, std::chrono::seconds{10}, std::chrono::seconds{15}};
  /// A link that was up for this long begins anew with the first pause.
  domain::duration reconnect_forgotten = std::chrono::seconds{15};
};

/// One login at a ProjectX gateway.
struct options {
  std::string rest_url;
  std::string user_hub_url;
  std::string market_hub_url;
  std::string user_name;
  secret<std::string> api_key;
  /// The data entitlement (`gateway.live_data`).
  bool live = false;
  /// An extra trust anchor for TLS, in PEM form.
  std::optional<std::string> ca_file;
  /// How long the thread looks for more work after an event before it sleeps.
  domain::duration spin = std::chrono::microseconds{25};
  /// Records handed out and not yet given back, beyond which the hubs are not read (DESIGN 6).
  std::size_t in_flight_max = 1024;
  /// Outlives the broker.
  const domain::wall_clock* clock = nullptr;
  /// Numbers spread evenly over `[0, 1)`, for the jitter of reconnects. Used by the adapter's
  /// thread only.
  std::function<double()> random;
  /// Where calls are counted, if it is not null. Outlives the broker.
  domain::login_measurements* measures = nullptr;
  timings timing;
};

} // namespace riskd::projectx
