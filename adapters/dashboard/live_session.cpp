#include "adapters/dashboard/live_session.hpp"

#include "adapters/dashboard/fleet_changes.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <exception>
#include <memory>
#include <string>
#include <utility>

namespace riskd::dashboard {

namespace {

namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using raw_request = boost::beast::http::request<boost::beast::http::string_body>;

/// Clients say nothing; a browser's own control frames are smaller.
constexpr std::size_t message_bytes_max = 256;

/// One live connection. Lives as long as an operation is pending.
class live_session : public std::enable_shared_from_this<live_session> {
public:
  live_session(client_stream stream, login_proof who, server_state& state)
    : socket_(std::move(stream)), pause_(socket_.get_executor()), who_(std::move(who)),
      state_(state) {
    ++state_.open;
    ++state_.live;
  }

  live_session(const live_session&) = delete;
  live_session& operator=(const live_session&) = delete;

  ~live_session() {
    --state_.open;
    --state_.live;
  }

  void start(const raw_request& request) {
    const auto stall_max = state_.options.stall_max;
    socket_.next_layer().never_expire();
    socket_.next_layer().limit_stalls(stall_max);
    // Asks a client that says nothing whether it still is there.
    socket_.set_option(websocket::stream_base::timeout{stall_max, 2 * stall_max, true});
    socket_.read_message_max(message_bytes_max);
    socket_.text(true);
    // One message is one frame, however long, and is not copied.
    socket_.auto_fragment(false);
    socket_.async_accept(request, [self = shared_from_this()](error_code error) {
      if (!error)
        self->on_accepted();
    });
  }

private:
  void on_accepted() {
    read();
    look();
  }

  /// Whatever a client says ends the connection; without reading its leaving would go unnoticed.
  void read() {
    socket_.async_read(input_, [self = shared_from_this()](error_code error, std::size_t) {
      self->is_over_ = true;
      self->pause_.cancel();
      if (!error)
        self->close(websocket::close_code::policy_error);
    });
  }

  /// What fails here must not end the thread: this is the boundary where exceptions end.
  void look() {
    try {
      tell_what_is_new();
    } catch (const std::exception& thrown) {
      state_.log.error("dashboard.request_failed", logging::field("reason", thrown.what()));
      close(websocket::close_code::internal_error);
    }
  }

  void tell_what_is_new() {
    if (is_over_)
      return;
    if (!state_.logins.is_valid(who_))
      return close(log_in_again);
    const auto now = state_.from.clock.now().wall;
    auto view = state_.writer.view(state_.from.status.latest());
    auto found = told_ ? changes_between(*told_, *view) : std::nullopt;
    if (found) {
      waiting_ = {found->begin(), found->end()};
      told_ = std::move(view);
      return tell_next();
    }
    told_ = view;
    since_tick_ = {};
    write(overview_text(*view, state_.options.hub, now, "overview"));
  }

  /// Tells the next change, or the time if it is due; else waits for the next look.
  void tell_next() {
    const auto now = state_.from.clock.now().wall;
    if (!waiting_.empty()) {
      auto message = message_of(waiting_.front(), now);
      waiting_.pop_front();
      return write(std::move(message));
    }
    if (since_tick_ >= state_.options.tick_interval) {
      since_tick_ = {};
      return write(tick_message(now));
    }
    wait();
  }

  void wait() {
    const auto length = state_.options.live_interval;
    since_tick_ += length;
    pause_.expires_after(length);
    pause_.async_wait([self = shared_from_this()](error_code stopped) {
      if (!stopped)
        self->look();
    });
  }

  void write(std::string message) {
    message_ = std::move(message);
    socket_.async_write(boost::asio::buffer(message_),
                        [self = shared_from_this()](error_code error, std::size_t) {
                          if (!error && !self->is_over_)
                            self->tell_next();
                        });
  }

  void close(std::uint16_t code) {
    is_over_ = true;
    socket_.async_close(websocket::close_reason{code}, [self = shared_from_this()](error_code) {
      self->socket_.next_layer().close();
    });
  }

  websocket::stream<client_stream, false> socket_;
  boost::asio::steady_timer pause_;
  const login_proof who_;
  server_state& state_;
  boost::beast::flat_buffer input_;
  /// What the client knows once it has taken everything.
  std::shared_ptr<const fleet_view> told_;
  /// Of that, what it was not told yet.
  std::deque<fleet_change> waiting_;
  /// Lives until it is written.
  std::string message_;
  std::chrono::milliseconds since_tick_{};
  bool is_over_ = false;
};

} // namespace

void begin_live(client_stream stream, const raw_request& request, login_proof who,
                server_state& state) {
  std::make_shared<live_session>(std::move(stream), std::move(who), state)->start(request);
}

} // namespace riskd::dashboard
