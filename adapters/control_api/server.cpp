#include "adapters/control_api/server.hpp"

#include "adapters/control_api/session.hpp"
#include "adapters/control_api/socket_file.hpp"
#include "adapters/crash_point/crash_point.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <pthread.h>
#include <unistd.h>

#include <exception>
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
      file_(std::move(file)), acceptor_(io_, unix_protocol{}, file_.release()), retry_(io_) {
    thread_ = std::thread{[this] {
      run();
    }};
    ::pthread_setname_np(thread_.native_handle(), "control-api");
  }

  implementation(const implementation&) = delete;
  implementation& operator=(const implementation&) = delete;

  ~implementation() {
    io_.stop();
    thread_.join();
  }

private:
  /// Nothing that a client or the system does may end this thread: the process protects accounts
  /// without it just as well.
  void run() {
    for (;;) {
      try {
        // A failure may have come between two connections.
        if (!waits_)
          accept();
        io_.run();
        return;
      } catch (const std::exception& thrown) {
        log_.error("control_api.connection_failed", field("reason", thrown.what()));
      }
    }
  }

  void accept() {
    acceptor_.async_accept([this](boost::system::error_code error, unix_protocol::socket accepted) {
      waits_ = false;
      adapters::pass(adapters::crash_point::api_connection_accepted);
      if (error) {
        on_accept_failed(error);
        return;
      }
      accept();
      if (context_.open < options_.connections_max)
        serve(std::move(accepted), context_);
      else
        turn_away(std::move(accepted), context_);
    });
    waits_ = true;
  }

  /// Out of descriptors or memory, most likely: both come back.
  void on_accept_failed(boost::system::error_code error) {
    log_.warn("control_api.accept_failed", field("reason", error.message()));
    waits_ = true;
    retry_.expires_after(std::chrono::milliseconds{100});
    retry_.async_wait([this](boost::system::error_code stopped) {
      waits_ = false;
      if (!stopped)
        accept();
    });
  }

  const server_options options_;

  const route_table routes_;

  const logging::logger log_;

  const role_policy roles_;

  /// Goes last, after nobody uses the socket any more.
  socket_file file_;

  session_context context_{options_, routes_, roles_, log_};

  net::io_context io_{1};

  unix_protocol::acceptor acceptor_;

  net::steady_timer retry_;

  /// The next connection, or the moment to try again, is waited for.
  bool waits_ = false;

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
  return std::unique_ptr<server>{new server{std::make_unique<implementation>(
    options, std::move(routes), std::move(log), std::move(*file), roles)}};
}

server::server(std::unique_ptr<implementation> made) : implementation_(std::move(made)) {
}

server::~server() = default;

} // namespace riskd::control_api
