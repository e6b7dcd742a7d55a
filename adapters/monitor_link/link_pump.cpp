#include "adapters/monitor_link/link_pump.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace riskd::monitor_link {

namespace asio = boost::asio;

namespace {

/// What the kernel may hold for a peer that takes nothing. By itself it would grow to megabytes.
constexpr int kernel_buffer = 262'144;

/// Large frames are rare: their memory is given back.
constexpr std::size_t kept_capacity = 32'768;

/// In how many looks a standstill is noticed.
constexpr int looks_per_limit = 4;

std::string lost(const boost::system::error_code& error) {
  return "the connection was lost: " + error.message();
}

} // namespace

domain::result<void> validate(const pump_options& options) {
  const auto least = std::chrono::milliseconds{1};
  if (options.silence_max < least || options.stall_max < least || options.farewell_max < least)
    return domain::failure{domain::failure_code::malformed_input,
                           "the limits of time of a link have to be positive"};
  return validate(options.filter);
}

domain::result<link_pump::made> link_pump::make(asio::io_context& io,
                                                std::shared_ptr<tls_stream> peer, link_side side,
                                                const pump_options& options,
                                                const domain::wall_clock& clock, node_claim claim) {
  std::array<int, 2> ends{-1, -1};
  const int type = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
  if (::socketpair(AF_UNIX, type, 0, ends.data()) != 0)
    return domain::failure{domain::failure_code::connection_lost,
                           "no socket pair: " + std::generic_category().message(errno)};
  auto ours = descriptor{ends[0]};
  auto theirs = descriptor{ends[1]};
  error_code error;
  local_socket local{io};
  local.assign(asio::local::stream_protocol{}, ours.get(), error);
  if (error)
    return domain::failure{domain::failure_code::connection_lost,
                           "no socket pair: " + error.message()};
  static_cast<void>(ours.release());
  auto pump = std::shared_ptr<link_pump>{
    new link_pump{io, std::move(peer), std::move(local), side, options, clock, std::move(claim)}};
  return made{std::move(pump), std::move(theirs)};
}

link_pump::link_pump(asio::io_context& io, std::shared_ptr<tls_stream> peer, local_socket local,
                     link_side side, const pump_options& options, const domain::wall_clock& clock,
                     node_claim claim)
  : options_(options), clock_(clock), peer_(std::move(peer)), local_(std::move(local)), timer_(io),
    filter_(side, options.filter, now(), std::move(claim)), last_heard_(now()) {
  error_code ignored;
  auto& socket = peer_->lowest_layer();
  socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
  socket.set_option(asio::socket_base::send_buffer_size{kernel_buffer}, ignored);
}

void link_pump::start(listener to) {
  listener_ = std::move(to);
  to_local_.moved = to_peer_.moved = now();
  read_peer();
  read_local();
  watch();
}

void link_pump::read_peer() {
  peer_->async_read_some(asio::buffer(to_local_.input),
                         [self = shared_from_this()](const error_code& error, std::size_t size) {
                           self->on_peer_bytes(error, size);
                         });
}

void link_pump::on_peer_bytes(const error_code& error, std::size_t size) {
  if (ended_)
    return;
  if (error == asio::error::eof)
    return close("the peer closed the link");
  if (error)
    return close(lost(error));
  const auto received = filter_.counts().received;
  const auto passed = filter_.counts().passed;
  const auto bad
    = filter_.take_incoming(bytes_view{to_local_.input}.first(size), now(), to_local_.output);
  if (filter_.counts().received > received)
    last_heard_ = now();
  if (bad)
    return close(to_string(*bad));
  if (passed == 0 && filter_.counts().passed > 0 && listener_.introduced) {
    std::exchange(listener_.introduced, {})();
    if (ended_)
      return;
  }
  if (!to_local_.is_writing())
    return read_peer();
  to_local_.moved = now();
  write_local();
}

void link_pump::write_local() {
  const auto rest = asio::buffer(to_local_.output) + to_local_.written;
  local_.async_write_some(
    rest, [self = shared_from_this()](const error_code& error, std::size_t size) {
      if (self->ended_)
        return;
      if (error)
        return self->close("this side closed the link");
      self->settle(self->to_local_, size) ? self->read_peer() : self->write_local();
    });
}

void link_pump::read_local() {
  local_.async_read_some(asio::buffer(to_peer_.input),
                         [self = shared_from_this()](const error_code& error, std::size_t size) {
                           self->on_local_bytes(error, size);
                         });
}

void link_pump::on_local_bytes(const error_code& error, std::size_t size) {
  if (ended_)
    return;
  if (error)
    return close("this side closed the link");
  if (const auto bad
      = filter_.take_outgoing(bytes_view{to_peer_.input}.first(size), to_peer_.output))
    return close(std::string{"this side broke the rules: "} + to_string(*bad));
  if (!to_peer_.is_writing())
    return read_local();
  to_peer_.moved = now();
  write_peer();
}

void link_pump::write_peer() {
  const auto rest = asio::buffer(to_peer_.output) + to_peer_.written;
  peer_->async_write_some(
    rest, [self = shared_from_this()](const error_code& error, std::size_t size) {
      if (self->ended_)
        return self->say_goodbye();
      if (error)
        return self->close(lost(error));
      self->settle(self->to_peer_, size) ? self->read_local() : self->write_peer();
    });
}

bool link_pump::settle(lane& x, std::size_t size) {
  x.written += size;
  x.moved = now();
  if (x.is_writing())
    return false;
  x.written = 0;
  x.output.clear();
  if (x.output.capacity() > kept_capacity)
    x.output = std::vector<std::byte>{};
  return true;
}

void link_pump::watch() {
  timer_.expires_after(std::min(options_.silence_max, options_.stall_max) / looks_per_limit);
  timer_.async_wait([self = shared_from_this()](const error_code& stopped) {
    if (stopped || self->ended_)
      return;
    self->look_for_standstill();
    if (!self->ended_)
      self->watch();
  });
}

void link_pump::look_for_standstill() {
  const auto instant = now();
  if (to_peer_.is_writing() && instant - to_peer_.moved > options_.stall_max)
    return close("the peer takes nothing");
  if (to_local_.is_writing()) {
    if (instant - to_local_.moved > options_.stall_max)
      close("this side takes nothing");
    return;
  }
  // Bytes that do not become frames are no sign of life; time in which nobody listened does not
  // count.
  if (instant - std::max(last_heard_, to_local_.moved) > options_.silence_max)
    close("the peer is silent");
}

void link_pump::close(const std::string& reason) {
  if (std::exchange(ended_, true))
    return;
  error_code ignored;
  local_.close(ignored);
  timer_.expires_after(options_.farewell_max);
  timer_.async_wait([self = shared_from_this()](const error_code&) { self->disconnect(); });
  if (!to_peer_.is_writing())
    say_goodbye();
  if (const auto to = std::exchange(listener_, {}); to.ended)
    to.ended(reason);
}

void link_pump::say_goodbye() {
  peer_->async_shutdown([self = shared_from_this()](const error_code&) { self->timer_.cancel(); });
}

void link_pump::disconnect() {
  error_code ignored;
  peer_->lowest_layer().close(ignored);
}

std::size_t link_pump::capacity() const {
  return to_local_.output.capacity() + to_peer_.output.capacity() + filter_.capacity();
}

} // namespace riskd::monitor_link
