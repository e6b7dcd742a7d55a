#include "adapters/projectx/projectx_broker.hpp"

#include "adapters/projectx/session.hpp"
#include "adapters/projectx/tls.hpp"
#include "domain/contract_check.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <utility>

namespace riskd::projectx {

using namespace domain;

namespace {

/// A lock is written within it, or its commands leave without it (R-F-9).
constexpr duration expectation = std::chrono::milliseconds{2};

class projectx_broker final : public broker_port {
public:
  projectx_broker(options settings, gateway_urls urls, shared_tls tls)
    : settings_(std::move(settings)), urls_(std::move(urls)), tls_(std::move(tls)),
      session_(io_, tls_.get(), urls_, settings_, [this](broker_event x) { sink_(std::move(x)); }) {
  }

  ~projectx_broker() override {
    projectx_broker::stop(duration{});
  }

  void start(sink reports) override {
    RISKD_EXPECTS(!thread_.joinable());
    sink_ = std::move(reports);
    boost::asio::post(io_, [this] { session_.start(); });
    thread_ = std::thread{[this] {
      run();
    }};
    ::pthread_setname_np(thread_.native_handle(), "broker");
  }

  void subscribe(std::vector<account_id> accounts) override {
    boost::asio::post(io_,
                      [this, accounts = std::move(accounts)] { session_.subscribe(accounts); });
  }

  void watch_quotes(const contract_id& contract) override {
    boost::asio::post(io_, [this, contract] { session_.watch_quotes(contract); });
  }

  void unwatch_quotes(const contract_id& contract) override {
    boost::asio::post(io_, [this, contract] { session_.unwatch_quotes(contract); });
  }

  /// A command that answers what is being reported leaves at once, unless others wait before it.
  void submit(command_ticket ticket) override {
    if (io_.get_executor().running_in_this_thread() && session_.is_delivering()
        && submitted_ == 0) {
      submit_now(std::move(ticket));
      return;
    }
    ++submitted_;
    boost::asio::post(io_, [this, ticket = std::move(ticket)]() mutable {
      --submitted_;
      awake_until_ = 0;
      session_.submit(std::move(ticket));
    });
  }

  void expect_command() override {
    awake_until_ = (settings_.clock->now().monotonic + expectation).count();
  }

  void ask(query_ticket ticket) override {
    boost::asio::post(
      io_, [this, ticket = std::move(ticket)]() mutable { session_.ask(std::move(ticket)); });
  }

  void stop(duration grace) override {
    if (!thread_.joinable())
      return;
    RISKD_EXPECTS(std::this_thread::get_id() != thread_.get_id());
    boost::asio::post(io_, [this, grace] { session_.stop(grace, [this] { io_.stop(); }); });
    thread_.join();
  }

private:
  /// What goes wrong here is no fault of the actor that submits, and ends the process as it would
  /// from the adapter's own loop.
  void submit_now(command_ticket ticket) noexcept {
    session_.submit(std::move(ticket));
  }

  /// Looks for more work for a while after each event before it sleeps, because being woken costs
  /// more than the work itself (DESIGN 6).
  void run() {
    while (!io_.stopped()) {
      io_.run_one();
      auto end = settings_.clock->now().monotonic + settings_.spin;
      for (auto now = duration{}; now < end || now.count() < awake_until_;
           now = settings_.clock->now().monotonic)
        if (io_.poll() > 0)
          end = settings_.clock->now().monotonic + settings_.spin;
        else if (awake_until_ > 0)
          std::this_thread::yield(); // Whoever makes the command may need this core.
    }
  }

  options settings_;

  gateway_urls urls_;

  /// Null if none of the addresses uses it.
  shared_tls tls_;

  boost::asio::io_context io_{1};

  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
    io_.get_executor()};

  sink sink_;

  /// Commands on their way to the thread of the adapter.
  std::atomic<std::size_t> submitted_{0};

  /// Until then it looks for work without sleeping; of the monotonic clock, in microseconds.
  std::atomic<duration::rep> awake_until_{0};

  session session_;

  std::thread thread_;
};

} // namespace

result<std::unique_ptr<broker_port>> make_broker(options settings, tls_contexts& trusts) {
  RISKD_EXPECTS(settings.clock != nullptr && settings.random != nullptr);
  const auto rest = parse_url(settings.rest_url);
  const auto user_hub = parse_url(settings.user_hub_url);
  const auto market_hub = parse_url(settings.market_hub_url);
  for (const auto* address : {&rest, &user_hub, &market_hub})
    if (!*address)
      return address->error();
  auto tls = trusts.open({*rest, *user_hub, *market_hub}, settings.ca_file);
  if (!tls)
    return tls.error();
  return std::unique_ptr<broker_port>{std::make_unique<projectx_broker>(
    std::move(settings), gateway_urls{*rest, *user_hub, *market_hub}, std::move(*tls))};
}

} // namespace riskd::projectx
