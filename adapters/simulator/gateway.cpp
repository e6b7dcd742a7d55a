#include "adapters/simulator/gateway.hpp"

#include "adapters/simulator/control_api.hpp"
#include "adapters/simulator/http_server.hpp"
#include "adapters/simulator/hub_session.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>
#include <list>

namespace riskd::simulator {

class gateway::network {
public:
  network(gateway_contents contents, const domain::wall_clock& clock)
    : clock_(clock), start_(clock.now()), signals_(loop_), timer_(loop_),
      core_(std::move(contents), start_.wall), control_(core_, [this] { stop(); }) {
  }

  domain::result<gateway_ports> listen(const gateway_address& where);

  [[nodiscard]] const gateway_core& core() const {
    return core_;
  }

  void run();

private:
  domain::result<void> load_certificate(const gateway_address& where);
  domain::result<unsigned short> open(const std::string& bind, unsigned short port,
                                      boost::asio::ssl::context* tls,
                                      http_session::purpose what_for);

  /// The exchange's time: the wall clock at the start, moved on by the clock that never steps.
  [[nodiscard]] domain::time_point now() const {
    return start_.wall + (clock_.now().monotonic - start_.monotonic);
  }

  /// Brings the exchange up to now and sets the timer to what comes next.
  void refresh();
  void set_timer();

  http_reply handle(const http_request& request);
  http_reply handle_control(const http_request& request);
  std::optional<http_reply> upgrade(const http_request& request,
                                    const http_session::raw_request& raw, net_stream& stream);
  void stop();

  const domain::wall_clock& clock_;
  domain::clock_reading start_;
  boost::asio::io_context loop_{1};
  boost::asio::signal_set signals_;
  boost::asio::steady_timer timer_;
  std::optional<boost::asio::ssl::context> tls_;
  gateway_core core_;
  control_api control_;
  std::list<http_server> servers_;
};

domain::result<gateway_ports> gateway::network::listen(const gateway_address& where) {
  if (const auto loaded = load_certificate(where); !loaded)
    return loaded.error();
  auto* tls = tls_ ? &*tls_ : nullptr;
  const auto port = open(
    where.bind, where.port, tls,
    {[this](const http_request& x) { return handle(x); },
     [this](const http_request& x, const http_session::raw_request& raw, net_stream& stream) {
       return upgrade(x, raw, stream);
     }});
  if (!port)
    return port.error();
  const auto control = open(where.bind, where.control_port, nullptr,
                            {[this](const http_request& x) { return handle_control(x); }, {}});
  if (!control)
    return control.error();
  return gateway_ports{*port, *control};
}

domain::result<unsigned short> gateway::network::open(const std::string& bind, unsigned short port,
                                                      boost::asio::ssl::context* tls,
                                                      http_session::purpose what_for) {
  servers_.emplace_back(loop_, tls, std::move(what_for));
  return servers_.back().listen(bind, port);
}

domain::result<void> gateway::network::load_certificate(const gateway_address& where) {
  if (!where.tls_certificate)
    return {};
  namespace ssl = boost::asio::ssl;
  tls_.emplace(ssl::context::tls_server);
  tls_->set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1
                    | ssl::context::no_tlsv1_1);
  boost::system::error_code error;
  tls_->use_certificate_chain_file(*where.tls_certificate, error);
  if (!error)
    tls_->use_private_key_file(*where.tls_key, ssl::context::pem, error);
  if (error)
    return domain::failure{domain::failure_code::malformed_input,
                           "cannot use the certificate: " + error.message()};
  return {};
}

void gateway::network::run() {
  signals_.add(SIGINT);
  signals_.add(SIGTERM);
  signals_.async_wait([this](boost::system::error_code error, int) {
    if (!error)
      stop();
  });
  refresh();
  loop_.run();
}

void gateway::network::refresh() {
  core_.advance(now());
  set_timer();
}

void gateway::network::set_timer() {
  const auto due = core_.venue.next_due();
  if (!due) {
    timer_.cancel();
    return;
  }
  timer_.expires_after(std::max(domain::duration{}, *due - now()));
  timer_.async_wait([this](boost::system::error_code error) {
    if (!error)
      refresh();
  });
}

http_reply gateway::network::handle(const http_request& request) {
  refresh();
  auto out = core_.negotiate(request);
  if (!out)
    out = core_.rest.handle(request);
  out->fields.emplace_back("Date", http_date(now()));
  set_timer();
  return std::move(*out);
}

http_reply gateway::network::handle_control(const http_request& request) {
  refresh();
  auto out = control_.handle(request);
  set_timer();
  return out;
}

std::optional<http_reply> gateway::network::upgrade(const http_request& request,
                                                    const http_session::raw_request& raw,
                                                    net_stream& stream) {
  refresh();
  http_reply refused;
  const auto admitted = core_.admit(request, refused);
  if (!admitted)
    return refused;
  auto around
    = hub_session::surroundings{core_.venue.state().settings,
                                [this](hub_connection& by, const json::exact_value& invocation) {
                                  refresh();
                                  core_.methods.answer(by, invocation);
                                  set_timer();
                                },
                                [this](hub_connection& x) { core_.join(x); },
                                [this](hub_connection& x) {
                                  core_.events.remove(x);
                                }};
  std::make_shared<hub_session>(std::move(stream), admitted->hub, admitted->user, admitted->session,
                                std::move(around))
    ->start(raw);
  return std::nullopt;
}

void gateway::network::stop() {
  for (auto& server : servers_)
    server.stop();
  signals_.cancel();
  timer_.cancel();
  // Replies that are being written get the chance to leave.
  boost::asio::post(loop_, [this] { loop_.stop(); });
}

gateway::gateway(gateway_contents contents, const domain::wall_clock& clock)
  : network_(std::make_unique<network>(std::move(contents), clock)) {
}

gateway::~gateway() = default;

domain::result<gateway_ports> gateway::listen(const gateway_address& where) {
  return network_->listen(where);
}

const gateway_core& gateway::core() const {
  return network_->core();
}

void gateway::run() {
  network_->run();
}

} // namespace riskd::simulator
