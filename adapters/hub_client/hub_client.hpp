#pragma once

#include "adapters/projectx/secret.hpp"
#include "adapters/projectx/url.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::hub_client {

/// Which hub is asked, and with what.
struct hub_access {
  /// See `parse_hub_address`.
  projectx::url hub;
  projectx::secret<std::string> token;
  /// The authorities that may vouch for an `https` hub, in PEM form, instead of the system's.
  std::optional<std::string> ca_file;
  /// Lets everybody on the way to another machine read the token, where the address says `http`:
  /// for networks that are private by other means.
  bool allows_plain = false;
};

/// How much of time and memory an answer may take.
struct hub_limits {
  /// For everything: name, connection, TLS, request, answer.
  std::chrono::milliseconds patience{5'000};
  std::uint64_t body_bytes_max = std::uint64_t{64} << 20U;
};

/// What a hub answered.
struct hub_reply {
  /// HTTP status code.
  unsigned status = 0;
  std::string body;
};

/// Asks a hub for `target`, for example `/api/overview` (docs/openapi-hub.yaml), and waits for the
/// answer. Redirections are not followed. A name server that does not answer may add its own time.
///
/// Fails with `refused` if the token would travel unencrypted to another machine: nothing is sent
/// then. Else with `storage_failed` if the file of authorities cannot be used, `connection_lost` if
/// nobody answers there or who does is not proven to be the hub, `timed_out`, or `malformed_input`
/// if what came back is no HTTP answer or too large.
[[nodiscard]] domain::result<hub_reply> get(const hub_access& hub, std::string_view target,
                                            const domain::wall_clock& clock,
                                            const hub_limits& limits = {});

/// The address for people, as in `https://hub.example:8480`.
[[nodiscard]] std::string written_address(const projectx::url& hub);

} // namespace riskd::hub_client
