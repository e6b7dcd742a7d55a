#include "adapters/control_api/server.hpp"

#include "adapters/control_api/listener.hpp"
#include "adapters/control_api/read_routes.hpp"
#include "adapters/control_api/session.hpp"
#include "adapters/control_api/socket_file.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <pthread.h>
#include <unistd.h>

#include <exception>
#include <optional>
#include <thread>
#include <utility>

namespace riskd::control_api {

namespace {

namespace net = boost::asio;
using logging::field;

} // namespace

class server::implementation {
public:
  implementation(const server_options& options, route_table routes, logging::logger log,
                 socket_file file, role_policy roles)
    : options_(options), routes_(std::move(routes)), log_(std::move(log)), roles_(roles),
      file_(std::move(file)),
      socket_(io_, unix_protocol::acceptor{io_, unix_protocol{}, file_.release()},
              {options_, routes_, roles_, log_}) {
  }

  implementation(const implementation&) = delete;
  implementation& operator=(const implementation&) = delete;

  ~implementation() {
    io_.stop();
    if (thread_.joinable())
      thread_.join();
  }

  /// Opens the port for metrics, for programs of this machine only.
  [[nodiscard]] domain::result<void> open_metrics(std::uint16_t port) {
    for (const auto& each : routes_)
      if (each.pattern == metrics_path)
        metrics_routes_.push_back(each);
    boost::system::error_code error;
    tcp_protocol::acceptor acceptor{io_};
    const tcp_protocol::endpoint place{net::ip::address_v4::loopback(), port};
    acceptor.open(place.protocol(), error);
    if (!error)
      acceptor.set_option(net::socket_base::reuse_address{true}, error);
    if (!error)
      acceptor.bind(place, error);
    if (!error)
      acceptor.listen(net::socket_base::max_listen_connections, error);
    if (error)
      return domain::failure{domain::failure_code::refused,
                             "metrics.tcp_port " + std::to_string(port) + ": " + error.message()};
    metrics_.emplace(io_, std::move(acceptor),
                     session_context{options_, metrics_routes_, roles_, log_});
    return {};
  }

  void start() {
    thread_ = std::thread{[this] {
      run();
    }};
    ::pthread_setname_np(thread_.native_handle(), "control-api");
  }

private:
  /// Nothing that a client or the system does may end this thread: the process protects accounts
  /// without it just as well.
  void run() {
    for (;;) {
      try {
        socket_.keep_accepting();
        if (metrics_)
          metrics_->keep_accepting();
        io_.run();
        return;
      } catch (const std::exception& thrown) {
        log_.error("control_api.connection_failed", field("reason", thrown.what()));
      }
    }
  }

  const server_options options_;

  const route_table routes_;

  route_table metrics_routes_;

  const logging::logger log_;

  const role_policy roles_;

  /// Goes last, after nobody uses the socket any more.
  socket_file file_;

  net::io_context io_{1};

  /// Where nothing is left to do for a moment, as after a failure while a connection was accepted,
  /// there still is somebody to come.
  net::executor_work_guard<net::io_context::executor_type> work_{io_.get_executor()};

  listener<unix_protocol> socket_;

  std::optional<listener<tcp_protocol>> metrics_;

  std::thread thread_;
};

domain::result<std::unique_ptr<server>> server::start(const server_options& options,
                                                      route_table routes, logging::logger log) {
  const auto roles
    = role_policy{::geteuid(), find_group(options.admin_group), find_group(options.trader_group)};
  const auto owner = roles.trader_group ? roles.trader_group : roles.admin_group;
  auto file = socket_file::listen(options.socket, owner);
  if (!file)
    return file.error();
  if (!file->has_group())
    log.warn("control_api.group_not_set", field("socket", options.socket.string()));
  log.info("control_api.listening", field("socket", options.socket.string()),
           field("admin_group_exists", roles.admin_group.has_value()),
           field("trader_group_exists", roles.trader_group.has_value()));
  auto made
    = std::make_unique<implementation>(options, std::move(routes), log, std::move(*file), roles);
  if (options.metrics_port) {
    const auto opened = made->open_metrics(*options.metrics_port);
    if (!opened)
      return opened.error();
    log.info("control_api.metrics_listening", field("port", *options.metrics_port));
  }
  made->start();
  return std::unique_ptr<server>{new server{std::move(made)}};
}

server::server(std::unique_ptr<implementation> made) : implementation_(std::move(made)) {
}

server::~server() = default;

} // namespace riskd::control_api
