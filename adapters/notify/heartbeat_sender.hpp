#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/notify/http_exchange.hpp"
#include "adapters/notify/worker.hpp"
#include "domain/heartbeat.hpp"
#include "domain/ports/status_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace riskd::notify {

/// Calls an address while all is well, from a thread that reads the published status and never
/// waits for an actor: an actor system that hangs stops it.
class heartbeat_sender {
public:
  /// @param url A secret.
  /// @param tls Null only if `url` does not use it.
  /// @param on_change Called on the sender's thread whenever something looks different.
  /// @pre `tls`, `status` and `clock` outlive the sender
  heartbeat_sender(const std::string& url, boost::asio::ssl::context* tls,
                   const domain::status_port& status, const domain::wall_clock& clock,
                   logging::logger log, std::function<void()> on_change);

  heartbeat_sender(const heartbeat_sender&) = delete;

  heartbeat_sender& operator=(const heartbeat_sender&) = delete;

  ~heartbeat_sender();

  /// Callable from any thread.
  [[nodiscard]] domain::heartbeat_status status() const;

  /// From now on nobody is called. Waits for the thread.
  void stop();

private:
  void look();

  void look_again();

  void on_failure(const std::string& reason);

  void call();

  void on_called(const domain::delivery_end& how);

  const domain::status_port& published_;
  const domain::wall_clock& clock_;
  logging::logger log_;
  std::function<void()> on_change_;

  mutable std::mutex mutex_;
  domain::heartbeat_status status_;

  worker worker_;
  // On the thread only.
  receiver_address address_;
  std::unique_ptr<projectx::connector> opener_;
  boost::asio::steady_timer timer_;
  std::shared_ptr<http_exchange> exchange_;
  domain::heartbeat beat_;
};

} // namespace riskd::notify
