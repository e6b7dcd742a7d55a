#pragma once

#include "adapters/control_api/session.hpp"
#include "adapters/crash_point/crash_point.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <utility>

namespace riskd::control_api {

/// Accepts the connections of one socket, and goes on accepting whatever happens to one of them.
template <class Protocol>
class listener {
public:
  /// @pre `io`, and what `context` refers to, outlive the listener
  listener(boost::asio::io_context& io, typename Protocol::acceptor acceptor,
           session_context context)
    : context_(std::move(context)), acceptor_(std::move(acceptor)), retry_(io) {
  }

  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;

  ~listener() = default;

  /// Waits for the next connection. No effect if that is done already: a failure may have come
  /// between two connections.
  void keep_accepting() {
    if (!waits_)
      accept();
  }

private:
  void accept() {
    acceptor_.async_accept(
      [this](boost::system::error_code error, typename Protocol::socket accepted) {
        waits_ = false;
        adapters::pass(adapters::crash_point::api_connection_accepted);
        if (error) {
          on_accept_failed(error);
          return;
        }
        accept();
        if (context_.open < context_.options.connections_max)
          serve(std::move(accepted), context_);
        else
          turn_away(std::move(accepted), context_);
      });
    waits_ = true;
  }

  /// Out of descriptors or memory, most likely: both come back.
  void on_accept_failed(boost::system::error_code error) {
    context_.log.warn("control_api.accept_failed", logging::field("reason", error.message()));
    waits_ = true;
    retry_.expires_after(std::chrono::milliseconds{100});
    retry_.async_wait([this](boost::system::error_code stopped) {
      waits_ = false;
      if (!stopped)
        accept();
    });
  }

  session_context context_;

  typename Protocol::acceptor acceptor_;

  boost::asio::steady_timer retry_;

  /// The next connection, or the moment to try again, is waited for.
  bool waits_ = false;
};

} // namespace riskd::control_api
