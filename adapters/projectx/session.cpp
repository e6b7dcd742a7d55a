#include "adapters/projectx/session.hpp"

#include <chrono>
#include <utility>

namespace riskd::projectx {

using namespace domain;

namespace {

/// One call of an account waits while eight others of it are under way (R-F-10); two accounts at
/// full stretch need no second turn.
constexpr std::size_t command_connections_max = 16;

constexpr std::size_t query_connections_max = 4;

/// Logins and renewals never overlap.
constexpr std::size_t login_connections_max = 1;

/// One lost call may be an idle connection that died; two in a row mean that nobody answers.
constexpr std::size_t unanswered_max = 2;

constexpr duration rest_alive_interval = std::chrono::seconds{1};

std::int64_t number_of(account_id account) {
  return account.value();
}

} // namespace

session::session(boost::asio::io_context& io, boost::asio::ssl::context* tls,
                 const gateway_urls& urls, const options& settings, broker_port::sink reports)
  : settings_(settings), reports_(std::move(reports)),
    rest_connector_(io, tls, *settings.clock, urls.rest),
    command_connections_(io, rest_connector_, *settings.clock, command_connections_max),
    query_connections_(io, rest_connector_, *settings.clock, query_connections_max),
    login_connections_(io, rest_connector_, *settings.clock, login_connections_max),
    tokens_(io, login_connections_, settings,
            {[this](session_opened x) { report(x); },
             [this](session_lost x) { report(std::move(x)); }, [this] { on_token_changed(); },
             [this] { desk_.count_other(); },
             [this](bool answered, const std::string& reason) {
               on_call_ended(answered, reason);
             }}),
    desk_(io, command_connections_, query_connections_, tokens_, settings,
          {[this](broker_report x) { report(std::move(x)); },
           [this](bool answered, const std::string& reason) { on_call_ended(answered, reason); },
           [this] {
             finish_stop();
           }}),
    gate_(std::make_shared<read_gate>(io, settings.in_flight_max)),
    user_hub_(io, tls, link::user_hub, urls.user_hub, tokens_, gate_, settings, link_events()),
    market_hub_(io, tls, link::market_hub, urls.market_hub, tokens_, gate_, settings,
                link_events()),
    grace_(io) {
}

hub_link::events session::link_events() {
  return {[this](broker_report x, const clock_reading& received, const in_flight_credit& credit) {
            deliver(std::move(x), received, credit);
          },
          [this](broker_report x) {
            report(std::move(x));
          }};
}

void session::start() {
  tokens_.start();
}

void session::subscribe(const std::vector<account_id>& accounts) {
  std::vector<subscription> wanted;
  wanted.push_back({"SubscribeAccounts", "UnsubscribeAccounts", {}});
  for (const auto account : accounts) {
    wanted.push_back({"SubscribeOrders", "UnsubscribeOrders", number_of(account)});
    wanted.push_back({"SubscribePositions", "UnsubscribePositions", number_of(account)});
    wanted.push_back({"SubscribeTrades", "UnsubscribeTrades", number_of(account)});
  }
  user_hub_.want(std::move(wanted), true);
  user_hub_.start();
  market_hub_.start();
}

void session::watch_quotes(const contract_id& contract) {
  if (watched_.insert(contract).second)
    want_market_subscriptions();
}

void session::unwatch_quotes(const contract_id& contract) {
  if (watched_.erase(contract) > 0)
    want_market_subscriptions();
}

void session::want_market_subscriptions() {
  std::vector<subscription> wanted;
  for (const auto& contract : watched_) {
    wanted.push_back({"SubscribeContractQuotes", "UnsubscribeContractQuotes", to_string(contract)});
    wanted.push_back({"SubscribeContractTrades", "UnsubscribeContractTrades", to_string(contract)});
  }
  market_hub_.want(std::move(wanted), false);
}

void session::submit(command_ticket ticket) {
  desk_.submit(std::move(ticket));
}

void session::ask(query_ticket ticket) {
  desk_.ask(std::move(ticket));
}

void session::stop(duration grace, std::function<void()> done) {
  stopped_ = std::move(done);
  user_hub_.stop();
  market_hub_.stop();
  desk_.close();
  if (desk_.is_idle()) {
    finish_stop();
    return;
  }
  grace_.expires_after(grace);
  grace_.async_wait([this](const boost::system::error_code& error) {
    if (!error)
      desk_.abandon();
  });
}

void session::finish_stop() {
  const auto done = std::exchange(stopped_, nullptr);
  if (!done)
    return;
  grace_.cancel();
  gate_->shut();
  tokens_.stop();
  for (auto* pool : {&command_connections_, &query_connections_, &login_connections_})
    pool->close();
  reports_ = nullptr;
  done();
}

void session::report(broker_report what) {
  if (reports_)
    reports_(broker_event{settings_.clock->now(), std::move(what), {}});
}

void session::deliver(broker_report what, const clock_reading& received,
                      const in_flight_credit& credit) {
  if (!reports_)
    return;
  delivering_ = true;
  reports_(broker_event{received, std::move(what), credit});
  delivering_ = false;
}

void session::on_token_changed() {
  if (tokens_.now() == token_keeper::standing::valid)
    command_connections_.keep_warm();
  desk_.pump();
}

void session::on_call_ended(bool answered, const std::string& reason) {
  if (!answered) {
    if (++unanswered_in_row_ < unanswered_max || rest_reported_ == false)
      return;
    rest_reported_ = false;
    report(link_changed{link::rest, false, reason});
    return;
  }
  unanswered_in_row_ = 0;
  if (rest_reported_ != true) {
    rest_reported_ = true;
    report(link_changed{link::rest, true, ""});
  }
  const auto now = settings_.clock->now().monotonic;
  if (rest_alive_ && now < *rest_alive_ + rest_alive_interval)
    return;
  rest_alive_ = now;
  report(link_alive{link::rest});
}

} // namespace riskd::projectx
