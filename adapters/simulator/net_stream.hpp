#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace riskd::simulator {

/// A client's TCP connection, with TLS on top if the gateway has a certificate. Models Beast's
/// asynchronous stream, so that the layers above exist once.
class net_stream {
public:
  using executor_type = boost::beast::tcp_stream::executor_type;

  /// @param tls null for plain TCP
  net_stream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls)
    : layers_(std::make_unique<layers>(std::move(socket), tls)) {
  }

  [[nodiscard]] executor_type get_executor() noexcept {
    return tcp().get_executor();
  }

  [[nodiscard]] boost::beast::tcp_stream& tcp() {
    return layers_->tcp;
  }

  /// Completes at once on plain TCP.
  template <class Handler>
  void async_handshake(Handler&& handler) {
    if (layers_->tls)
      layers_->tls->async_handshake(boost::asio::ssl::stream_base::server,
                                    std::forward<Handler>(handler));
    else
      boost::asio::post(get_executor(), [work = std::forward<Handler>(handler)]() mutable {
        work(boost::system::error_code{});
      });
  }

  template <class Buffers, class Handler>
  auto async_read_some(const Buffers& buffers, Handler&& handler) {
    return layers_->tls ? layers_->tls->async_read_some(buffers, std::forward<Handler>(handler))
                        : layers_->tcp.async_read_some(buffers, std::forward<Handler>(handler));
  }

  template <class Buffers, class Handler>
  auto async_write_some(const Buffers& buffers, Handler&& handler) {
    return layers_->tls ? layers_->tls->async_write_some(buffers, std::forward<Handler>(handler))
                        : layers_->tcp.async_write_some(buffers, std::forward<Handler>(handler));
  }

  /// Closes the socket without a word of any layer.
  void close() {
    boost::system::error_code ignored;
    tcp().socket().close(ignored);
  }

  // Beast asks for these when it ends a WebSocket. TLS is not shut down in form: both sides know
  // from the close frame that nothing was cut off.

  friend void teardown(boost::beast::role_type role, net_stream& stream,
                       boost::system::error_code& error) {
    boost::beast::websocket::teardown(role, stream.tcp().socket(), error);
  }

  template <class Handler>
  friend void async_teardown(boost::beast::role_type role, net_stream& stream, Handler&& handler) {
    boost::beast::websocket::async_teardown(role, stream.tcp().socket(),
                                            std::forward<Handler>(handler));
  }

  friend void beast_close_socket(net_stream& stream) {
    stream.close();
  }

private:
  struct layers {
    layers(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* context)
      : tcp(std::move(socket)) {
      if (context)
        tls.emplace(tcp, *context);
    }

    boost::beast::tcp_stream tcp;
    std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls;
  };

  std::unique_ptr<layers> layers_;
};

} // namespace riskd::simulator
