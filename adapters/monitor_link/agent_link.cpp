#include "adapters/monitor_link/agent_link.hpp"

#include "adapters/monitor_link/handshake.hpp"
#include "adapters/monitor_link/io_thread.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <utility>

namespace riskd::monitor_link {

namespace asio = boost::asio;
using boost::system::error_code;
using domain::failure;
using domain::failure_code;
using logging::field;
using tcp = asio::ip::tcp;

class agent_link::implementation {
public:
  implementation(const dial_options& options, std::shared_ptr<tls_identity> identity,
                 link_events events, const domain::wall_clock& clock, const logging::logger& log)
    : options_(options), events_(std::move(events)), clock_(clock), log_(log),
      thread_("monitor-link", log), identity_(std::move(identity)), resolver_(thread_.io()),
      socket_(thread_.io()), timer_(thread_.io()) {
  }

  implementation(const implementation&) = delete;
  implementation& operator=(const implementation&) = delete;

  ~implementation() {
    thread_.stop([this] { finish("this side closed the link"); });
  }

  void start() {
    thread_.start([this] {
      if (!std::exchange(begun_, true))
        look_up();
    });
  }

private:
  void look_up();
  void connect(const tcp::resolver::results_type& found);
  void secure();
  void introduce();
  void report_up();

  /// Ends whatever is under way, once, and tells so.
  void finish(const std::string& reason);

  const dial_options options_;
  const link_events events_;
  const domain::wall_clock& clock_;
  const logging::logger log_;
  io_thread thread_;
  std::shared_ptr<tls_identity> identity_;
  tcp::resolver resolver_;
  tcp::socket socket_;
  asio::steady_timer timer_;
  std::string address_;
  std::shared_ptr<peer_facts> facts_ = std::make_shared<peer_facts>();
  std::shared_ptr<tls_stream> stream_;
  std::shared_ptr<link_pump> pump_;
  descriptor local_;
  bool begun_ = false;
  bool finished_ = false;
};

void agent_link::implementation::look_up() {
  timer_.expires_after(options_.time_max);
  timer_.async_wait([this](const error_code& cancelled) {
    if (!cancelled)
      finish("no answer in time");
  });
  resolver_.async_resolve(
    options_.host, options_.port,
    [this](const error_code& error, const tcp::resolver::results_type& found) {
      if (finished_)
        return;
      if (error)
        return finish(options_.host + ": " + error.message());
      connect(found);
    });
}

void agent_link::implementation::connect(const tcp::resolver::results_type& found) {
  asio::async_connect(
    socket_, found, [this](const error_code& error, const tcp::endpoint& reached) {
      if (finished_)
        return;
      address_ = options_.host + ":" + options_.port;
      if (error)
        return finish(address_ + ": " + error.message());
      log_.debug("monitor_link.connected", field("address", reached.address().to_string()));
      secure();
    });
}

void agent_link::implementation::secure() {
  stream_ = identity_->make_stream(std::move(socket_), options_.hubs, facts_);
  shake_hands(stream_, link_side::agent, options_.time_max, facts_,
              [this](const std::optional<std::string>& failed) {
                if (finished_)
                  return;
                if (failed)
                  return finish(*failed);
                introduce();
              });
}

void agent_link::implementation::introduce() {
  auto made = link_pump::make(thread_.io(), stream_, link_side::agent, options_.pump, clock_, {});
  if (!made)
    return finish(made.error().sentence);
  pump_ = std::move(made->pump);
  local_ = std::move(made->local);
  pump_->start({[this] { report_up(); },
                [this](const std::string& reason) {
                  finish(reason);
                }});
}

void agent_link::implementation::report_up() {
  timer_.cancel();
  log_.info("monitor_link.up", field("peer", facts_->name), field("address", address_));
  if (events_.up)
    events_.up({facts_->name, address_, std::move(local_)});
}

void agent_link::implementation::finish(const std::string& reason) {
  if (std::exchange(finished_, true))
    return;
  error_code ignored;
  timer_.cancel();
  resolver_.cancel();
  socket_.close(ignored);
  if (pump_)
    pump_->close(reason);
  else if (stream_)
    stream_->lowest_layer().close(ignored);
  log_.info("monitor_link.down", field("peer", facts_->name), field("reason", reason));
  if (events_.down)
    events_.down({facts_->name, reason});
}

domain::result<std::unique_ptr<agent_link>> agent_link::dial(const dial_options& options,
                                                             link_events events,
                                                             const domain::wall_clock& clock,
                                                             const logging::logger& log) {
  const auto refuse = [](const char* what) {
    return failure{failure_code::malformed_input, what};
  };
  if (options.host.empty() || options.port.empty())
    return refuse("a hub to dial needs a host and a port");
  if (options.hubs.empty())
    return refuse("an agent has to know the names of its hubs");
  if (options.time_max < std::chrono::milliseconds{1})
    return refuse("the time for dialling has to be positive");
  if (const auto valid = validate(options.pump); !valid)
    return valid.error();
  auto identity = tls_identity::load(options.files, link_side::agent);
  if (!identity)
    return identity.error();
  auto made = std::make_unique<implementation>(options, std::move(*identity), std::move(events),
                                               clock, log);
  made->start();
  return std::unique_ptr<agent_link>{new agent_link{std::move(made)}};
}

agent_link::agent_link(std::unique_ptr<implementation> made) : implementation_(std::move(made)) {
}

agent_link::~agent_link() = default;

} // namespace riskd::monitor_link
