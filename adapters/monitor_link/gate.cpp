#include "adapters/monitor_link/gate.hpp"

#include "adapters/monitor_link/handshake.hpp"
#include "adapters/monitor_link/io_thread.hpp"
#include "adapters/monitor_link/refusal_log.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <list>
#include <utility>

namespace riskd::monitor_link {

namespace asio = boost::asio;
using boost::system::error_code;
using domain::failure;
using domain::failure_code;
using logging::field;
using tcp = asio::ip::tcp;

namespace {

/// What the kernel may hold of a peer that nobody listens to. Set before connections come: TCP
/// agrees on its window at the beginning.
constexpr int receive_buffer = 256 * 1024;

constexpr auto pause_after_failure = std::chrono::milliseconds{100};
constexpr std::size_t refusal_keys_max = 1'024;

std::string text_of(const tcp::endpoint& x) {
  const auto address = x.address().to_string();
  return (x.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(x.port());
}

} // namespace

class gate::implementation {
public:
  implementation(const gate_options& options, std::shared_ptr<tls_identity> identity,
                 link_events events, const domain::wall_clock& clock, const logging::logger& log)
    : options_(options), clock_(clock), log_(log), thread_("monitor-gate", log),
      identity_(std::move(identity)), acceptor_(thread_.io()), retry_(thread_.io()),
      sweep_(thread_.io()), sources_(options.sources),
      refusals_(options.refusal_period, refusal_keys_max,
                [this](const refusal_key& what, const std::string& detail, std::uint64_t left_out) {
                  log_.warn("monitor_link.refused", field("source", what.source),
                            field("reason", what.reason), field("detail", detail),
                            field("left_out", left_out));
                }),
      links_(thread_.io(), options.links, clock, std::move(events), log) {
  }

  implementation(const implementation&) = delete;
  implementation& operator=(const implementation&) = delete;

  ~implementation() {
    thread_.stop([this] { stop(); });
    refusals_.finish();
  }

  [[nodiscard]] domain::result<void> listen();

  void start() {
    thread_.start([this] { keep_going(); });
  }

  [[nodiscard]] std::uint16_t port() const {
    return port_;
  }

  [[nodiscard]] domain::result<void> reload() {
    auto fresh = tls_identity::load(options_.files, link_side::hub);
    if (!fresh)
      return fresh.error();
    asio::post(thread_.io(), [this, identity = std::move(*fresh)] {
      identity_ = identity;
      links_.look_again(*identity_);
      log_.info("monitor_link.reloaded", field("name", identity_->name()));
    });
    return {};
  }

private:
  struct handshake {
    std::shared_ptr<tls_stream> stream;
    /// Whom this node was when the handshake began.
    std::shared_ptr<tls_identity> identity;
    std::shared_ptr<peer_facts> facts;
    std::string source;
    /// In the table of sources.
    std::string place;
    tcp::endpoint from;
    /// Its place was needed: it is being broken off.
    bool gives_way = false;
  };

  void keep_going();
  void accept();
  void on_accept_failed(const error_code& error);
  void on_accepted(tcp::socket socket);
  void make_room();
  void on_handshake(std::list<handshake>::iterator at, const std::optional<std::string>& failed);
  void refuse(const std::string& source, const std::string& reason, const std::string& detail);
  void sweep();
  void stop();

  [[nodiscard]] domain::duration now() const {
    return clock_.now().monotonic;
  }

  const gate_options options_;
  const domain::wall_clock& clock_;
  const logging::logger log_;
  io_thread thread_;
  std::shared_ptr<tls_identity> identity_;
  tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  /// The next connection, or the moment to try again, is waited for.
  bool waits_ = false;
  bool stopped_ = false;
  asio::steady_timer retry_;
  asio::steady_timer sweep_;
  source_table sources_;
  refusal_log refusals_;
  link_table links_;
  std::list<handshake> handshakes_;
};

domain::result<void> gate::implementation::listen() {
  error_code error;
  const auto numeric = asio::ip::make_address(options_.address, error);
  const tcp::endpoint place{numeric, options_.port};
  if (!error)
    acceptor_.open(place.protocol(), error);
  if (!error)
    acceptor_.set_option(tcp::acceptor::reuse_address{true}, error);
  // `::` is meant for both families.
  if (!error && numeric.is_v6())
    acceptor_.set_option(asio::ip::v6_only{false}, error);
  if (!error)
    acceptor_.set_option(asio::socket_base::receive_buffer_size{receive_buffer}, error);
  if (!error)
    acceptor_.bind(place, error);
  if (!error)
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (!error)
    port_ = acceptor_.local_endpoint(error).port();
  if (error)
    return failure{failure_code::refused, "cannot listen on " + options_.address + " port "
                                            + std::to_string(options_.port) + ": "
                                            + error.message()};
  log_.info("monitor_link.listening", field("address", options_.address), field("port", port_),
            field("name", identity_->name()));
  return {};
}

void gate::implementation::keep_going() {
  if (stopped_)
    return;
  if (!waits_)
    accept();
  sweep();
}

void gate::implementation::accept() {
  waits_ = true;
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    waits_ = false;
    if (stopped_)
      return;
    if (error)
      return on_accept_failed(error);
    accept();
    on_accepted(std::move(socket));
  });
}

void gate::implementation::on_accept_failed(const error_code& error) {
  log_.warn("monitor_link.accept_failed", field("reason", error.message()));
  waits_ = true;
  // Out of descriptors or memory, most likely: both come back.
  retry_.expires_after(pause_after_failure);
  retry_.async_wait([this](const error_code& cancelled) {
    waits_ = false;
    if (!cancelled && !stopped_)
      accept();
  });
}

void gate::implementation::on_accepted(tcp::socket socket) {
  error_code gone;
  const auto from = socket.remote_endpoint(gone);
  if (gone)
    return;
  const auto source = source_of(from.address());
  const auto admitted = sources_.admit(source, now());
  if (admitted.refused)
    return refuse(source,
                  *admitted.refused == source_table::refusal::too_often
                    ? "too_often"
                    : "too_many_handshakes_of_source",
                  "");
  make_room();
  const auto facts = std::make_shared<peer_facts>();
  const auto stream = identity_->make_stream(std::move(socket), options_.agents, facts);
  handshakes_.push_back({stream, identity_, facts, source, admitted.place, from, false});
  shake_hands(
    stream, link_side::hub, options_.handshake_time_max, facts,
    [this, at = std::prev(handshakes_.end())](const auto& failed) { on_handshake(at, failed); });
}

/// An agent needs a small part of the time that a silent connection waits: whoever has had the most
/// goes, or a few addresses could keep everybody out.
void gate::implementation::make_room() {
  const auto goes_on = [](const handshake& x) {
    return !x.gives_way;
  };
  const auto under_way = std::count_if(handshakes_.begin(), handshakes_.end(), goes_on);
  if (static_cast<std::size_t>(under_way) < options_.handshakes_max)
    return;
  const auto oldest = std::find_if(handshakes_.begin(), handshakes_.end(), goes_on);
  oldest->gives_way = true;
  error_code ignored;
  oldest->stream->lowest_layer().close(ignored);
}

void gate::implementation::on_handshake(std::list<handshake>::iterator at,
                                        const std::optional<std::string>& failed) {
  const auto over = std::move(*at);
  handshakes_.erase(at);
  sources_.handshake_over(over.place);
  if (over.gives_way)
    return refuse(over.source, "too_many_handshakes", "gave way to a newer one");
  // What the end of the gate broke off is no refusal; a certificate that was refused is one.
  if (stopped_ && over.facts->refusal.empty())
    return;
  if (failed)
    return refuse(over.source, "handshake_failed", *failed);
  if (over.identity != identity_)
    if (const auto reason = identity_->why_untrusted(*over.stream))
      return refuse(over.source, "handshake_failed", *reason);
  if (const auto refused = links_.admit(over.facts->name, text_of(over.from), over.stream))
    refuse(over.source, refused->reason, refused->detail);
}

void gate::implementation::refuse(const std::string& source, const std::string& reason,
                                  const std::string& detail) {
  refusals_.note({source, reason}, detail, now());
}

void gate::implementation::sweep() {
  refusals_.sweep(now());
  sweep_.expires_after(options_.refusal_period);
  sweep_.async_wait([this](const error_code& cancelled) {
    if (!cancelled)
      sweep();
  });
}

void gate::implementation::stop() {
  stopped_ = true;
  error_code ignored;
  acceptor_.close(ignored);
  retry_.cancel();
  sweep_.cancel();
  for (const auto& each : handshakes_)
    each.stream->lowest_layer().close(ignored);
  links_.close_all("the hub stops");
}

domain::result<std::unique_ptr<gate>> gate::open(const gate_options& options, link_events events,
                                                 const domain::wall_clock& clock,
                                                 const logging::logger& log) {
  if (const auto valid = validate(options); !valid)
    return valid.error();
  auto identity = tls_identity::load(options.files, link_side::hub);
  if (!identity)
    return identity.error();
  auto made = std::make_unique<implementation>(options, std::move(*identity), std::move(events),
                                               clock, log);
  if (const auto listening = made->listen(); !listening)
    return listening.error();
  made->start();
  return std::unique_ptr<gate>{new gate{std::move(made)}};
}

gate::gate(std::unique_ptr<implementation> made) : implementation_(std::move(made)) {
}

gate::~gate() = default;

std::uint16_t gate::port() const {
  return implementation_->port();
}

domain::result<void> gate::reload() {
  return implementation_->reload();
}

} // namespace riskd::monitor_link
