#pragma once

#include "adapters/simulator/http_message.hpp"
#include "adapters/simulator/net_stream.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace riskd::simulator {

/// One client's HTTP connection: requests one after the other, keep-alive, and the hand-over to a
/// WebSocket. Lives as long as an operation is pending.
class http_session : public std::enable_shared_from_this<http_session> {
public:
  using raw_request = boost::beast::http::request<boost::beast::http::string_body>;

  /// What a connection is for.
  struct purpose {
    std::function<http_reply(const http_request&)> handle;
    /// Takes over a connection that asks for a WebSocket, or answers it. Empty if there are none.
    std::function<std::optional<http_reply>(const http_request&, const raw_request&, net_stream&)>
      upgrade;
  };

  http_session(net_stream stream, std::shared_ptr<const purpose> what_for)
    : stream_(std::move(stream)), purpose_(std::move(what_for)),
      idle_timer_(stream_.get_executor()) {
  }

  /// Performs the TLS handshake, if any, and starts to read.
  void start();

private:
  void read();
  void watch_idleness();
  void on_read(boost::system::error_code error);
  void finish(http_reply reply, bool keep_alive, unsigned version);
  void send(const http_reply& reply, bool keep_alive, unsigned version);
  void wait_for_end();

  net_stream stream_;
  std::shared_ptr<const purpose> purpose_;
  boost::asio::steady_timer idle_timer_;
  boost::beast::flat_buffer input_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
};

} // namespace riskd::simulator
