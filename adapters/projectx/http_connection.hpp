#pragma once

#include "adapters/projectx/connector.hpp"
#include "domain/ports/wall_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::projectx {

/// One POST.
struct http_request {
  std::string_view path;
  std::string body;
  /// Empty if the call needs none.
  std::string token;
};

/// How one request ended.
struct http_end {
  enum class kind : std::uint8_t {
    /// A complete reply arrived.
    replied,
    /// Nothing of the request left this machine.
    not_written,
    /// The request may have arrived; there is no reply, or no complete one.
    lost,
  };

  kind how = kind::not_written;
  bool timed_out = false;
  unsigned status = 0;
  std::string body;
  /// The field `Retry-After`, if any.
  std::optional<std::string> retry_after;
  /// The field `Date`, if readable.
  std::optional<domain::time_point> date;
  /// When the last byte of the request was written.
  std::optional<domain::clock_reading> sent;
  /// Why there is no reply, for people.
  std::string reason;
};

/// One keep-alive connection that carries one request at a time.
///
/// It always reads, also between requests, so that a server that hung up is noticed before the next
/// request is written. A request whose connection turns out to be dead before anything was written
/// is moved to a new connection once; a request that was begun to be written is never sent again.
class http_connection : public std::enable_shared_from_this<http_connection> {
public:
  using on_end = std::function<void(http_end)>;

  /// All arguments outlive the connection.
  http_connection(boost::asio::io_context& io, connector& opener, const domain::wall_clock& clock);

  /// Sends a request, opening the connection if needed. The handler is called exactly once, unless
  /// `close` comes first, and not from within this call. The deadline covers everything.
  /// @pre `!is_busy()`
  void exchange(http_request request, domain::duration deadline, on_end handler);

  /// Opens the connection ahead of the first request. No effect if it is open or being opened.
  void warm_up();

  /// True while a request is under way.
  [[nodiscard]] bool is_busy() const {
    return handler_ != nullptr;
  }

  /// True if a request can be written at once.
  [[nodiscard]] bool is_ready() const {
    return stream_ != nullptr && !is_busy();
  }

  /// True if nothing is open or being opened.
  [[nodiscard]] bool is_closed() const {
    return stream_ == nullptr && attempt_ == nullptr;
  }

  /// Called when the connection closed while no request was under way, or could not be opened
  /// ahead.
  void on_idle_close(std::function<void()> handler) {
    idle_closed_ = std::move(handler);
  }

  /// Closes without calling any handler.
  void close();

private:
  using request_type = boost::beast::http::request<boost::beast::http::string_body>;
  using parser_type = boost::beast::http::response_parser<boost::beast::http::string_body>;

  void open();

  void on_opened(std::shared_ptr<gateway_stream> stream, const std::string& reason);

  void write();

  void on_written(std::uint64_t connection, const boost::system::error_code& error,
                  std::size_t bytes);

  void read();

  void on_read(std::uint64_t connection, const boost::system::error_code& error);

  void on_deadline(std::uint64_t request);

  /// Ends the request and, unless the connection can serve another, the connection.
  void finish(http_end end);

  void fail(http_end::kind how, const std::string& reason);

  void disconnect();

  connector& opener_;

  const domain::wall_clock& clock_;

  boost::asio::steady_timer deadline_;

  std::shared_ptr<connector::attempt> attempt_;

  std::shared_ptr<gateway_stream> stream_;

  /// Tells handlers of this connection from those of one that is gone.
  std::uint64_t connection_ = 0;

  /// Tells the deadline of this request from an earlier one.
  std::uint64_t request_number_ = 0;

  boost::beast::flat_buffer buffer_;

  std::shared_ptr<parser_type> parser_;

  std::shared_ptr<request_type> request_;

  bool writing_ = false;

  bool written_ = false;

  /// The connection has carried a request before, so that it may have died of age.
  bool used_ = false;

  std::optional<domain::clock_reading> sent_;

  on_end handler_;

  std::function<void()> idle_closed_;
};

} // namespace riskd::projectx
