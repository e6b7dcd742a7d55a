#include "adapters/dashboard/server.hpp"

#include "adapters/dashboard/http_session.hpp"
#include "adapters/dashboard/server_state.hpp"
#include "adapters/dashboard/tls_context.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <pthread.h>

#include <exception>
#include <thread>
#include <utility>

namespace riskd::dashboard {

namespace {

namespace net = boost::asio;
using domain::failure;
using domain::failure_code;
using logging::field;
using net::ip::tcp;

/// Where the options want the server to listen.
domain::result<tcp::endpoint> endpoint_of(const server_options& options) {
  boost::system::error_code error;
  const auto address = net::ip::make_address(options.address, error);
  if (error)
    return failure{failure_code::malformed_input,
                   "'" + options.address + "' is no numeric address"};
  if (!address.is_loopback() && !options.tls && !options.allows_plain)
    return failure{failure_code::refused,
                   "without TLS the dashboard listens on a loopback address only: everybody on the "
                   "way to "
                     + options.address + " could read the token"};
  return tcp::endpoint{address, options.port};
}

domain::result<std::unique_ptr<server_state>> prepare(const server_options& options,
                                                      const tcp::endpoint& at,
                                                      const fleet_sources& from,
                                                      const logging::logger& log) {
  auto logins = login::open(options.logins, from.clock, log);
  if (!logins)
    return logins.error();
  page_files page;
  if (options.page) {
    auto read = page_files::read(*options.page);
    if (!read)
      return read.error();
    page = std::move(*read);
  }
  std::unique_ptr<net::ssl::context> tls;
  if (options.tls) {
    auto made = make_tls_server(*options.tls);
    if (!made)
      return made.error();
    tls = std::move(*made);
  }
  return std::make_unique<server_state>(server_state{options,
                                                     from,
                                                     log,
                                                     std::move(*logins),
                                                     std::move(page),
                                                     {at.address().is_loopback(), options.names},
                                                     std::move(tls)});
}

boost::system::error_code listen(tcp::acceptor& acceptor, const tcp::endpoint& at) {
  boost::system::error_code error;
  acceptor.open(at.protocol(), error);
  if (!error)
    acceptor.set_option(net::socket_base::reuse_address{true}, error);
  if (!error)
    acceptor.bind(at, error);
  if (!error)
    acceptor.listen(net::socket_base::max_listen_connections, error);
  return error;
}

} // namespace

class server::implementation {
public:
  explicit implementation(std::unique_ptr<server_state> state)
    : state_(std::move(state)), acceptor_(io_), retry_(io_),
      desk_(
        state_->from.clock, [this](std::function<void()> what) { net::post(io_, std::move(what)); },
        state_->options.desk) {
    state_->desk = &desk_;
  }

  implementation(const implementation&) = delete;
  implementation& operator=(const implementation&) = delete;

  ~implementation() {
    io_.stop();
    if (thread_.joinable())
      thread_.join();
  }

  /// Fails if the address cannot be had.
  [[nodiscard]] domain::result<void> start(const tcp::endpoint& at) {
    if (const auto error = listen(acceptor_, at))
      return failure{failure_code::refused, "cannot listen on " + at.address().to_string()
                                              + " port " + std::to_string(at.port()) + ": "
                                              + error.message()};
    port_ = acceptor_.local_endpoint().port();
    thread_ = std::thread{[this] {
      run();
    }};
    ::pthread_setname_np(thread_.native_handle(), "hub-dashboard");
    return {};
  }

  [[nodiscard]] std::uint16_t port() const {
    return port_;
  }

private:
  /// Nothing that a client or the system does may end this thread: the hub goes on watching.
  void run() {
    for (;;) {
      try {
        if (!accepts_)
          accept();
        io_.run();
        return;
      } catch (const std::exception& thrown) {
        state_->log.error("dashboard.connection_failed", field("reason", thrown.what()));
      }
    }
  }

  void accept() {
    acceptor_.async_accept([this](boost::system::error_code error, tcp::socket accepted) {
      accepts_ = false;
      if (error)
        return accept_later(error);
      accept();
      serve(std::move(accepted), *state_);
    });
    accepts_ = true;
  }

  /// Out of descriptors or memory, most likely: both come back.
  void accept_later(boost::system::error_code error) {
    state_->log.warn("dashboard.accept_failed", field("reason", error.message()));
    accepts_ = true;
    retry_.expires_after(std::chrono::milliseconds{100});
    retry_.async_wait([this](boost::system::error_code stopped) {
      accepts_ = false;
      if (!stopped)
        accept();
    });
  }

  /// Connections that never end refer to it: it goes after them.
  const std::unique_ptr<server_state> state_;

  net::io_context io_{1};

  tcp::acceptor acceptor_;

  net::steady_timer retry_;

  /// The next connection, or the moment to try again, is waited for.
  bool accepts_ = false;

  std::uint16_t port_ = 0;

  /// Posts to the loop, so it goes before it.
  history_desk desk_;

  std::thread thread_;
};

domain::result<std::unique_ptr<server>>
server::start(const server_options& options, const fleet_sources& from, logging::logger log) {
  const auto at = endpoint_of(options);
  if (!at)
    return at.error();
  auto state = prepare(options, *at, from, log);
  if (!state)
    return state.error();
  auto made = std::make_unique<implementation>(std::move(*state));
  if (const auto started = made->start(*at); !started)
    return started.error();
  log.info("dashboard.listening", field("address", options.address), field("port", made->port()),
           field("tls", options.tls.has_value()));
  if (!at->address().is_loopback() && !options.tls)
    log.warn("dashboard.unencrypted", field("address", options.address));
  return std::unique_ptr<server>{new server{std::move(made)}};
}

server::server(std::unique_ptr<implementation> made) : implementation_(std::move(made)) {
}

server::~server() = default;

std::uint16_t server::port() const {
  return implementation_->port();
}

} // namespace riskd::dashboard
