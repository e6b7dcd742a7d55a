#pragma once

#include "adapters/byte_stream/transfer.hpp"
#include "adapters/projectx/url.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace riskd::projectx {

/// A byte stream to the gateway over TLS or, where the address says so, plain TCP. Models Beast's
/// AsyncStream, so that HTTP and WebSocket are compiled once for both.
///
/// Lives in a `shared_ptr` that every operation on it keeps alive.
class gateway_stream {
public:
  using socket_type = boost::asio::basic_stream_socket<boost::asio::ip::tcp,
                                                       boost::asio::io_context::executor_type>;
  using executor_type = socket_type::executor_type;

  /// @param tls Null for plain TCP.
  gateway_stream(boost::asio::io_context& io, boost::asio::ssl::context* tls);

  executor_type get_executor() noexcept {
    return socket_.get_executor();
  }

  socket_type& socket() {
    return socket_;
  }

  /// Null for plain TCP.
  boost::asio::ssl::stream<socket_type&>* tls() {
    return tls_ ? &*tls_ : nullptr;
  }

  /// Closes the connection at once. Operations under way end with an error.
  void close();

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

private:
  void read(const byte_stream::input_buffers& buffers, byte_stream::on_transferred done);

  void write(const byte_stream::output_buffers& buffers, byte_stream::on_transferred done);

  socket_type socket_;

  std::optional<boost::asio::ssl::stream<socket_type&>> tls_;
};

// Found by Beast when a WebSocket ends or must be closed.

void beast_close_socket(gateway_stream& stream);

void teardown(boost::beast::role_type role, gateway_stream& stream,
              boost::system::error_code& error);

template <class Handler>
void async_teardown(boost::beast::role_type, gateway_stream& stream, Handler&& handler) {
  stream.close();
  boost::asio::post(stream.get_executor(), [handler = std::forward<Handler>(handler)]() mutable {
    handler(boost::system::error_code{});
  });
}

} // namespace riskd::projectx
