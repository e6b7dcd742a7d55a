#include "adapters/notify/heartbeat_sender.hpp"

#include <chrono>
#include <utility>

namespace riskd::notify {

using domain::delivery_end;
using logging::field;

namespace {

/// How late a change of the status may be noticed.
constexpr auto look_interval = std::chrono::milliseconds{500};

} // namespace

heartbeat_sender::heartbeat_sender(const std::string& url, boost::asio::ssl::context* tls,
                                   const domain::status_port& status,
                                   const domain::wall_clock& clock, logging::logger log,
                                   std::function<void()> on_change)
  : published_(status), clock_(clock), log_(std::move(log)), on_change_(std::move(on_change)),
    worker_("heartbeat", [this](const std::string& reason) { on_failure(reason); }),
    timer_(worker_.io()) {
  auto found = parse_address(url);
  if (!found) {
    status_.last_error = found.error().sentence;
    log_.error("notify.heartbeat_unusable", field("reason", status_.last_error));
    return;
  }
  address_ = std::move(*found);
  opener_ = std::make_unique<projectx::connector>(worker_.io(), tls, clock_, address_.server);
  worker_.post([this] { look(); });
}

heartbeat_sender::~heartbeat_sender() {
  stop();
  if (exchange_)
    exchange_->abandon();
}

domain::heartbeat_status heartbeat_sender::status() const {
  const std::scoped_lock guard{mutex_};
  return status_;
}

void heartbeat_sender::stop() {
  worker_.stop();
}

void heartbeat_sender::look() {
  const bool is_due = beat_.is_due(*published_.latest(), clock_.now().monotonic);
  bool changed = false;
  {
    const std::scoped_lock guard{mutex_};
    changed = std::exchange(status_.beating, beat_.is_beating()) != beat_.is_beating();
  }
  if (changed)
    on_change_();
  if (is_due && !exchange_)
    call();
  look_again();
}

void heartbeat_sender::look_again() {
  timer_.expires_after(look_interval);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error)
      look();
  });
}

void heartbeat_sender::on_failure(const std::string& reason) {
  log_.error("notify.heartbeat_thread_failed", field("reason", reason));
  if (exchange_)
    std::exchange(exchange_, nullptr)->abandon();
  look_again();
}

void heartbeat_sender::call() {
  http_message request;
  request.is_post = false;
  request.target = address_.target();
  exchange_ = std::make_shared<http_exchange>(worker_.io(), *opener_, clock_);
  exchange_->start(request, [this](const delivery_end& how) { on_called(how); });
}

void heartbeat_sender::on_called(const delivery_end& how) {
  exchange_.reset();
  {
    const std::scoped_lock guard{mutex_};
    const bool failed_before = !status_.last_error.empty();
    status_.last_error = how.reason;
    if (how.how == delivery_end::kind::delivered) {
      ++status_.delivered;
      status_.last_success = clock_.now().wall;
      status_.last_error.clear();
      if (failed_before)
        log_.info("notify.heartbeat_recovered");
    } else {
      ++status_.failures;
      if (!failed_before)
        log_.warn("notify.heartbeat_failing", field("reason", how.reason));
    }
  }
  on_change_();
}

} // namespace riskd::notify
