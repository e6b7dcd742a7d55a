#pragma once

#include "domain/result.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace riskd::control_api {

/// What a daemon answered.
struct reply {
  /// HTTP status code.
  unsigned status = 0;
  std::string body;
};

/// Asks the daemon behind `socket` for `target`, for example `/v1/status`, and waits for the
/// answer.
///
/// Fails with `connection_lost` if nobody answers there, `not_authorized` if the file permissions
/// forbid connecting, `timed_out`, or `malformed_input` if what came back is no HTTP answer.
[[nodiscard]] domain::result<reply> get(const std::filesystem::path& socket,
                                        std::string_view target, std::chrono::milliseconds timeout);

/// As `get`, for a request that has the daemon do something; it has no body.
[[nodiscard]] domain::result<reply> post(const std::filesystem::path& socket,
                                         std::string_view target,
                                         std::chrono::milliseconds timeout);

} // namespace riskd::control_api
