#pragma once

#include "adapters/control_api/session.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/bind_handler.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace riskd::control_api {

/// A connection on which server-sent events go on until the client leaves, errs, or takes none of
/// them for too long.
template <class Protocol>
class event_session : public std::enable_shared_from_this<event_session<Protocol>> {
public:
  event_session(boost::beast::basic_stream<Protocol> stream, session_context& context,
                event_feed feed)
    : stream_(std::move(stream)), context_(context), feed_(std::move(feed)) {
    ++context_.open;
  }

  event_session(const event_session&) = delete;
  event_session& operator=(const event_session&) = delete;

  ~event_session() {
    --context_.open;
  }

  /// Sends the head. How long the events are is not known: the end of the connection ends them.
  void begin() {
    send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
         "Connection: close\r\n\r\n");
  }

private:
  void look() {
    try {
      if (const auto data = feed_())
        send("data: " + *data + "\n\n");
      else if (silence_ >= context_.options.event_silence_max)
        send(":\n\n");
      else
        pause();
    } catch (const std::exception& thrown) {
      context_.log.error("control_api.request_failed", logging::field("reason", thrown.what()));
    }
  }

  void send(std::string text) {
    text_ = std::move(text);
    silence_ = {};
    stream_.expires_after(context_.options.client_timeout);
    boost::asio::async_write(
      stream_, boost::asio::buffer(text_),
      boost::beast::bind_front_handler(&event_session::on_sent, this->shared_from_this()));
  }

  void on_sent(boost::beast::error_code error, std::size_t) {
    if (!error)
      pause();
  }

  void pause() {
    silence_ += context_.options.event_interval;
    pause_.expires_after(context_.options.event_interval);
    pause_.async_wait([self = this->shared_from_this()](boost::beast::error_code stopped) {
      if (!stopped)
        self->look();
    });
  }

  boost::beast::basic_stream<Protocol> stream_;

  boost::asio::steady_timer pause_{stream_.get_executor()};

  session_context& context_;

  const event_feed feed_;

  /// Lives until it is written.
  std::string text_;

  /// How long nothing was sent.
  std::chrono::milliseconds silence_{};
};

} // namespace riskd::control_api
