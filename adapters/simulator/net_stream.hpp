#pragma once

#include "adapters/byte_stream/transfer.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace riskd::simulator {

/// A client's TCP connection, with TLS on top if the gateway has a certificate. Models Beast's
/// asynchronous stream, so that the layers above exist once.
class net_stream {
public:
  using socket_type = boost::asio::ip::tcp::socket;
  using executor_type = socket_type::executor_type;

  /// @param tls null for plain TCP
  net_stream(socket_type socket, boost::asio::ssl::context* tls)
    : layers_(std::make_unique<layers>(std::move(socket), tls)) {
  }

  [[nodiscard]] executor_type get_executor() noexcept {
    return tcp().get_executor();
  }

  [[nodiscard]] socket_type& tcp() {
    return layers_->tcp;
  }

  /// Completes at once on plain TCP.
  void async_handshake(std::function<void(boost::system::error_code)> done);

  template <class Buffers, class Handler>
  void async_read_some(const Buffers& buffers, Handler&& handler) {
    read(byte_stream::input_buffers{buffers},
         byte_stream::erase_handler(std::forward<Handler>(handler)));
  }

  template <class Buffers, class Handler>
  void async_write_some(const Buffers& buffers, Handler&& handler) {
    write(byte_stream::output_buffers{buffers},
          byte_stream::erase_handler(std::forward<Handler>(handler)));
  }

  /// Closes the socket without a word of any layer.
  void close();

  // Beast asks for these when it ends a WebSocket. TLS is not shut down in form: both sides know
  // from the close frame that nothing was cut off.

  friend void teardown(boost::beast::role_type role, net_stream& stream,
                       boost::system::error_code& error);

  template <class Handler>
  friend void async_teardown(boost::beast::role_type role, net_stream& stream, Handler&& handler) {
    boost::beast::websocket::async_teardown(role, stream.tcp(), std::forward<Handler>(handler));
  }

  friend void beast_close_socket(net_stream& stream);

private:
  void read(const byte_stream::input_buffers& buffers, byte_stream::on_transferred done);
  void write(const byte_stream::output_buffers& buffers, byte_stream::on_transferred done);

  struct layers {
    layers(socket_type socket, boost::asio::ssl::context* context) : tcp(std::move(socket)) {
      if (context)
        tls.emplace(tcp, *context);
    }

    socket_type tcp;
    std::optional<boost::asio::ssl::stream<socket_type&>> tls;
  };

  std::unique_ptr<layers> layers_;
};

} // namespace riskd::simulator
