#pragma once

#include "adapters/byte_stream/transfer.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace riskd::dashboard {

/// A client's TCP connection, with TLS on top if the hub has a certificate. Models Beast's
/// asynchronous stream, so that the layers above exist once. Closes itself at its deadlines, which
/// ends what is pending with an error.
class client_stream {
public:
  using socket_type = boost::asio::ip::tcp::socket;
  using executor_type = socket_type::executor_type;
  using on_done = std::function<void(boost::system::error_code)>;

  /// @param tls null for plain TCP; outlives the stream
  client_stream(socket_type socket, boost::asio::ssl::context* tls)
    : layers_(std::make_shared<layers>(std::move(socket), tls)) {
  }

  [[nodiscard]] executor_type get_executor() noexcept {
    return tcp().get_executor();
  }

  [[nodiscard]] socket_type& tcp() {
    return layers_->tcp;
  }

  /// Completes at once on plain TCP.
  void async_handshake(on_done done);

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

  /// Closes the connection after so long, whatever happens until then; replaces the last deadline.
  void expire_after(std::chrono::milliseconds length);

  /// Lifts that deadline.
  void never_expire();

  /// From now on closes the connection when the client takes nothing of a write for so long.
  void limit_stalls(std::chrono::milliseconds length) {
    layers_->stall_max = length;
  }

  /// Tells the client that nothing more comes, takes what it still sends for a moment, so that the
  /// answer is not lost over it, and closes.
  void async_finish(on_done done);

  /// Closes the socket without a word of any layer.
  void close();

  // Beast asks for these when it ends a WebSocket. TLS is not shut down in form: both sides know
  // from the close frame that nothing was cut off.

  friend void teardown(boost::beast::role_type role, client_stream& stream,
                       boost::system::error_code& error);

  template <class Handler>
  friend void async_teardown(boost::beast::role_type role, client_stream& stream,
                             Handler&& handler) {
    boost::beast::websocket::async_teardown(role, stream.tcp(), std::forward<Handler>(handler));
  }

  friend void beast_close_socket(client_stream& stream);

private:
  /// A timer that tells its latest deadline from earlier ones.
  struct alarm {
    boost::asio::steady_timer timer;
    std::uint64_t number = 0;
  };

  struct layers {
    layers(socket_type socket, boost::asio::ssl::context* context)
      : tcp(std::move(socket)), deadline{boost::asio::steady_timer{tcp.get_executor()}},
        stall{boost::asio::steady_timer{tcp.get_executor()}} {
      if (context != nullptr)
        tls.emplace(tcp, *context);
    }

    socket_type tcp;
    std::optional<boost::asio::ssl::stream<socket_type&>> tls;
    alarm deadline;
    alarm stall;
    std::chrono::milliseconds stall_max{};
  };

  void read(const byte_stream::input_buffers& buffers, byte_stream::on_transferred done);
  void write(const byte_stream::output_buffers& buffers, byte_stream::on_transferred done);
  void set(alarm layers::*which, std::chrono::milliseconds length);
  static void clear(alarm& which);
  static void drain(const std::shared_ptr<layers>& from, std::size_t left, const on_done& done);

  std::shared_ptr<layers> layers_;
};

} // namespace riskd::dashboard
