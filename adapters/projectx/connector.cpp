#include "adapters/projectx/connector.hpp"

#include "adapters/projectx/tls.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <chrono>
#include <utility>

namespace riskd::projectx {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

constexpr domain::duration lookup_kept = std::chrono::minutes{5};

/// Probes of an idle connection: first after 30 s, so that a path that died is found before a
/// command needs it.
constexpr int probe_idle_s = 30;
constexpr int probe_interval_s = 10;
constexpr int probe_count = 3;

void set_number(int socket, int level, int name, int value) {
  // A platform that refuses an option only loses the early warning.
  static_cast<void>(::setsockopt(socket, level, name, &value, sizeof value));
}

void prepare(gateway_stream::socket_type& socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay{true}, ignored);
  const auto handle = socket.native_handle();
  set_number(handle, SOL_SOCKET, SO_KEEPALIVE, 1);
  set_number(handle, IPPROTO_TCP, TCP_KEEPIDLE, probe_idle_s);
  set_number(handle, IPPROTO_TCP, TCP_KEEPINTVL, probe_interval_s);
  set_number(handle, IPPROTO_TCP, TCP_KEEPCNT, probe_count);
}

} // namespace

connector::connector(asio::io_context& io, asio::ssl::context* tls, const domain::wall_clock& clock,
                     url server)
  : io_(io), tls_(server.tls ? tls : nullptr), clock_(clock), server_(std::move(server)),
    memory_(std::make_shared<std::optional<remembered>>()) {
}

std::shared_ptr<connector::attempt> connector::open(on_opened handler) {
  auto started = std::make_shared<attempt>(*this, std::move(handler));
  started->start();
  return started;
}

connector::attempt::attempt(const connector& parent, on_opened handler)
  : resolver_(parent.io_.get_executor()),
    stream_(std::make_shared<gateway_stream>(parent.io_, parent.tls_)), server_(parent.server_),
    memory_(parent.memory_), clock_(parent.clock_), handler_(std::move(handler)) {
}

void connector::attempt::start() {
  error_code not_an_address;
  const auto address = asio::ip::make_address(server_.host, not_an_address);
  if (!not_an_address) {
    const auto port = static_cast<asio::ip::port_type>(std::stoul(server_.port));
    connect({tcp::endpoint{address, port}});
    return;
  }
  const auto& known = *memory_;
  if (known && clock_.now().monotonic < known->since + lookup_kept)
    connect(known->addresses);
  else
    look_up();
}

void connector::attempt::abandon() {
  handler_ = nullptr;
  resolver_.cancel();
  stream_->close();
}

void connector::attempt::look_up() {
  resolver_.async_resolve(server_.host, server_.port,
                          [self = shared_from_this()](const error_code& error, const auto& found) {
                            self->on_looked_up(error, found);
                          });
}

void connector::attempt::on_looked_up(const error_code& error,
                                      const tcp::resolver::results_type& found) {
  if (!handler_)
    return;
  if (!error) {
    endpoints addresses;
    for (const auto& entry : found)
      addresses.push_back(entry.endpoint());
    *memory_ = remembered{addresses, clock_.now().monotonic};
    connect(std::move(addresses));
  } else if (*memory_) {
    connect((*memory_)->addresses);
  } else {
    fail("name lookup", error);
  }
}

void connector::attempt::connect(endpoints addresses) {
  addresses_ = std::move(addresses);
  asio::async_connect(stream_->socket(), addresses_,
                      [self = shared_from_this()](const error_code& error, const auto&) {
                        self->on_connected(error);
                      });
}

void connector::attempt::on_connected(const error_code& error) {
  if (!handler_)
    return;
  if (error) {
    // What was remembered may have moved: look it up again next time.
    memory_->reset();
    fail("connect", error);
    return;
  }
  prepare(stream_->socket());
  if (stream_->tls() != nullptr)
    shake_hands();
  else
    succeed();
}

void connector::attempt::shake_hands() {
  if (!expect_host(*stream_, server_.host)) {
    fail("TLS", asio::error::operation_not_supported);
    return;
  }
  stream_->tls()->async_handshake(asio::ssl::stream_base::client,
                                  [self = shared_from_this()](const error_code& error) {
                                    if (!self->handler_)
                                      return;
                                    if (error)
                                      self->fail("TLS", error);
                                    else
                                      self->succeed();
                                  });
}

void connector::attempt::succeed() {
  const auto handler = std::exchange(handler_, nullptr);
  handler(stream_, "");
}

void connector::attempt::fail(const char* step, const error_code& error) {
  stream_->close();
  const auto handler = std::exchange(handler_, nullptr);
  handler(nullptr,
          std::string{step} + " " + server_.host + ":" + server_.port + ": " + error.message());
}

} // namespace riskd::projectx
