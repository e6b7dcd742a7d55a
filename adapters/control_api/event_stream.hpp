#pragma once

#include "domain/result.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::control_api {

/// Server-sent events of a daemon, as `/v1/stream` has them, one after the other. Belongs to one
/// thread.
class event_stream {
public:
  /// Asks the daemon behind `socket` for `target`. Fails as `get` does, and with `refused` if the
  /// answer is no stream.
  [[nodiscard]] static domain::result<std::unique_ptr<event_stream>>
  open(const std::filesystem::path& socket, std::string_view target,
       std::chrono::milliseconds timeout);

  event_stream(const event_stream&) = delete;
  event_stream& operator=(const event_stream&) = delete;
  ~event_stream();

  /// Waits for what comes next. Returns the data of an event, or nothing for a sign of life. Fails
  /// with `timed_out` if nothing came, or `connection_lost`; after that there is nothing more.
  [[nodiscard]] domain::result<std::optional<std::string>> next(std::chrono::milliseconds timeout);

private:
  class connection;

  explicit event_stream(std::unique_ptr<connection> opened);

  std::unique_ptr<connection> connection_;
};

} // namespace riskd::control_api
