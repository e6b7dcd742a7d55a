#include "adapters/dashboard/http_session.hpp"

#include "adapters/dashboard/client_stream.hpp"
#include "adapters/dashboard/hub_routes.hpp"
#include "adapters/dashboard/live_session.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace riskd::dashboard {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using boost::system::error_code;
using logging::field;
using raw_response = http::response<http::string_body>;

std::string_view as_view(beast::string_view text) {
  return {text.data(), text.size()};
}

/// What every answer says to a browser: nothing from elsewhere, in no frame of others.
void set_security_fields(raw_response& out) {
  out.set("Content-Security-Policy",
          "default-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
          "form-action 'self'; frame-ancestors 'none'");
  out.set("X-Content-Type-Options", "nosniff");
  out.set("X-Frame-Options", "DENY");
  out.set("Referrer-Policy", "no-referrer");
  out.set("Cross-Origin-Opener-Policy", "same-origin");
  out.set("Cross-Origin-Resource-Policy", "same-origin");
}

raw_response as_response(reply from, bool head_only, bool keep_alive) {
  raw_response out;
  out.version(11);
  out.result(from.status);
  set_security_fields(out);
  out.set(http::field::cache_control, "no-store");
  for (const auto& [name, value] : from.fields)
    out.set(name, value);
  if (!from.media_type.empty())
    out.set(http::field::content_type, from.media_type);
  out.keep_alive(keep_alive);
  out.body() = std::move(from.body);
  out.prepare_payload();
  // They have no body whose length could be told (RFC 9110, section 8.6).
  if (from.status == 204 || from.status == 304)
    out.erase(http::field::content_length);
  if (head_only)
    out.body().clear();
  return out;
}

/// What to answer to a request that cannot be read; nothing if there is nobody to answer.
std::optional<reply> answer_to(error_code error) {
  if (error == http::error::header_limit)
    return refuse(431, "header_too_large", "the header of the request is too large");
  if (error == http::error::body_limit)
    return refuse(413, "body_too_large", "the body of the request is too large");
  const bool unreadable
    = error.category() == http::make_error_code(http::error::bad_method).category();
  if (!unreadable || error == http::error::end_of_stream || error == http::error::partial_message)
    return std::nullopt;
  return refuse(400, "bad_request", "this is not an HTTP request: " + error.message());
}

/// One connection. Lives as long as an operation is pending.
class http_session : public std::enable_shared_from_this<http_session> {
public:
  http_session(tcp::socket accepted, boost::asio::ip::address from, server_state& state)
    : stream_(std::move(accepted), state.tls.get()), from_(std::move(from)), state_(state),
      answer_timer_(stream_.get_executor()) {
    ++state_.open;
  }

  http_session(const http_session&) = delete;
  http_session& operator=(const http_session&) = delete;

  ~http_session() {
    --state_.open;
  }

  void start(bool is_welcome) {
    stream_.expire_after(state_.options.client_timeout);
    stream_.async_handshake([self = shared_from_this(), is_welcome](error_code error) {
      if (error)
        self->stream_.close();
      else if (is_welcome)
        self->read();
      else
        self->write(refuse(503, "too_many_connections",
                           "too many connections are open, try again in a few seconds"),
                    false);
    });
  }

private:
  void read() {
    parser_.emplace();
    parser_->header_limit(state_.options.header_bytes_max);
    parser_->body_limit(state_.options.body_bytes_max);
    stream_.expire_after(state_.options.client_timeout);
    http::async_read(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](error_code error, std::size_t) { self->on_read(error); });
  }

  void on_read(error_code error) {
    if (error) {
      auto refusal = answer_to(error);
      return refusal ? write(std::move(*refusal), false) : stream_.close();
    }
    // Nobody is waited for while an answer is looked up; that has a deadline of its own.
    stream_.never_expire();
    message_ = parser_->release();
    head_only_ = message_.method() == http::verb::head;
    const auto number = ++asked_;
    watch_answer(number);
    try {
      answer_request(state_, request_of(message_),
                     [self = shared_from_this(), number](outcome found) {
                       self->on_outcome(number, std::move(found));
                     });
    } catch (const std::exception& thrown) {
      // A handler that fails must not end the thread: this is the boundary where its exceptions
      // end.
      state_.log.error("dashboard.request_failed", field("reason", thrown.what()));
      on_outcome(number, refuse(500, "internal_error", "the answer could not be made"));
    }
  }

  [[nodiscard]] hub_request request_of(const http::request<http::string_body>& raw) const {
    const bool is_upgrade = beast::websocket::is_upgrade(raw);
    return {as_view(raw.method_string()),
            as_view(raw.target()),
            raw.body(),
            as_view(raw[http::field::if_none_match]),
            {as_view(raw.method_string()), as_view(raw[http::field::host]),
             as_view(raw[http::field::origin]), as_view(raw["X-Requested-With"]), is_upgrade},
            {from_, as_view(raw[http::field::cookie]), as_view(raw[http::field::authorization])}};
  }

  void watch_answer(std::uint64_t number) {
    answer_timer_.expires_after(state_.options.desk.patience);
    answer_timer_.async_wait([weak = weak_from_this(), number](error_code stopped) {
      if (const auto self = weak.lock(); self && !stopped)
        self->on_outcome(number, refuse(503, "not_ready", "the answer could not be made in time"));
    });
  }

  /// @param number Of the request that it is of: whatever comes after the first outcome is late.
  void on_outcome(std::uint64_t number, outcome found) {
    if (number != asked_ || answered_ == number)
      return;
    answered_ = number;
    answer_timer_.cancel();
    if (auto* answer = std::get_if<reply>(&found))
      return write(std::move(*answer), message_.keep_alive());
    // A client that talks before the WebSocket is there does not speak the protocol.
    if (buffer_.size() > 0)
      return write(refuse(400, "bad_request", "nothing may follow before the answer"), false);
    begin_live(std::move(stream_), message_, std::get<login_proof>(std::move(found)), state_);
  }

  void write(reply from, bool keep_alive) {
    response_.emplace(as_response(std::move(from), head_only_, keep_alive));
    stream_.expire_after(state_.options.client_timeout);
    http::async_write(
      stream_, *response_,
      [self = shared_from_this()](error_code error, std::size_t) { self->on_written(error); });
  }

  void on_written(error_code error) {
    if (error)
      return stream_.close();
    if (response_->keep_alive())
      return read();
    stream_.async_finish([self = shared_from_this()](error_code) {});
  }

  client_stream stream_;
  const boost::asio::ip::address from_;
  server_state& state_;
  boost::asio::steady_timer answer_timer_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::request<http::string_body> message_;
  /// Lives until it is written.
  std::optional<raw_response> response_;
  /// Counts the requests.
  std::uint64_t asked_ = 0;
  /// The request that has its answer.
  std::uint64_t answered_ = 0;
  bool head_only_ = false;
};

} // namespace

void serve(tcp::socket accepted, server_state& state) {
  error_code error;
  const auto peer = accepted.remote_endpoint(error);
  const auto most = state.options.connections_max;
  const bool is_welcome = state.open < most;
  if (!is_welcome)
    state.log.warn("dashboard.connections_exhausted", field("limit", most));
  // Who is gone already needs nothing; nor does each of a crowd that keeps coming.
  if (error || state.open >= 2 * most)
    return;
  accepted.set_option(tcp::no_delay{true}, error);
  std::make_shared<http_session>(std::move(accepted), peer.address(), state)->start(is_welcome);
}

} // namespace riskd::dashboard
