#pragma once

#include "domain/result.hpp"

#include <string>
#include <string_view>

namespace riskd::service {

/// The way to the service manager: one datagram for each message (sd_notify(3)). Spoken directly
/// instead of through libsystemd: it is one call, and so the program neither needs the library nor
/// cares whether it is there.
class notify_socket {
public:
  /// @param address A path, or a name of the abstract namespace after `@`.
  /// Fails if it is neither, too long, or no socket can be made.
  [[nodiscard]] static domain::result<notify_socket> open(const std::string& address);

  notify_socket(const notify_socket&) = delete;
  notify_socket& operator=(const notify_socket&) = delete;
  notify_socket(notify_socket&& other) noexcept;
  notify_socket& operator=(notify_socket&&) = delete;
  ~notify_socket();

  /// Sends lines of the form `NAME=value`. Does not block: fails if nobody listens or the listener
  /// does not keep up.
  [[nodiscard]] domain::result<void> tell(std::string_view lines) const;

private:
  notify_socket(std::string address, int descriptor);

  /// As in a socket address: the first byte of an abstract name is zero.
  std::string address_;

  int descriptor_;
};

} // namespace riskd::service
