#include "tests/bench/gateway_stub.hpp"

#include "tests/bench/stub_texts.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace riskd::bench {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

using namespace std::chrono_literals;

/// Longer than riskd tries a call before it gives up.
constexpr auto patience = 5s;

constexpr auto user_hub = "/hubs/user";
constexpr auto market_hub = "/hubs/market";

std::string path_of(std::string_view target) {
  return std::string{target.substr(0, target.find('?'))};
}

} // namespace

gateway_stub::gateway_stub() : acceptor_(io_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}) {
  port_ = acceptor_.local_endpoint().port();
  accept();
  thread_ = std::thread{[this] {
    io_.run();
  }};
}

gateway_stub::~gateway_stub() {
  io_.stop();
  thread_.join();
}

std::string gateway_stub::address() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::optional<gateway_stub::sample> gateway_stub::breach(const std::string& target) {
  std::promise<sample> arrived;
  auto future = arrived.get_future();
  asio::post(io_, [this, target, arrived = std::move(arrived)]() mutable {
    const bool to_riskd = target == user_hub;
    arrived_ = std::move(arrived);
    provoked_ = target;
    if (to_riskd)
      held_ = held_contracts + 1;
    const auto frame
      = position_frame(to_riskd ? guarded_account : plain_account, held_contracts + 1);
    auto& hub = *hubs_.at(target);
    sample_.sent = wall_nanoseconds();
    hub.send(frame);
  });
  if (future.wait_for(patience) != std::future_status::ready)
    return std::nullopt;
  return future.get();
}

bool gateway_stub::wait_for_verification() {
  std::promise<void> verified;
  auto future = verified.get_future();
  asio::post(io_, [this, verified = std::move(verified)]() mutable {
    verified_ = std::move(verified);
    questions_left_ = 2;
    hubs_.at(market_hub)->send(ping_frame());
    hubs_.at(user_hub)->send(account_frame(guarded_account, ++last_id_));
  });
  return future.wait_for(patience) == std::future_status::ready;
}

std::string gateway_stub::answer(std::string_view path) {
  if (path == "/api/Auth/loginKey")
    return login_reply();
  if (path == "/api/Account/search")
    return accounts_reply(guarded_account);
  if (path == "/api/Contract/available")
    return catalogue_reply();
  if (path == "/api/Position/searchOpen")
    return positions_reply(guarded_account, held_);
  if (path == "/api/Order/searchOpen")
    return empty_reply("orders");
  if (path == "/api/Trade/search")
    return empty_reply("trades");
  return empty_reply();
}

void gateway_stub::answered(std::string_view path, const arrival& when) {
  if (path == "/api/Position/partialCloseContract") {
    const auto provoked = std::exchange(provoked_, {});
    if (provoked != "/plain")
      ++reductions_;
    if (provoked == user_hub)
      confirm_reduction();
    if (provoked.empty())
      return;
    sample_.arrived = when;
    arrived_.set_value(sample_);
  } else if (path == "/api/Position/searchOpen" || path == "/api/Order/searchOpen") {
    if (questions_left_ > 0 && --questions_left_ == 0)
      verified_.set_value();
  }
}

void gateway_stub::confirm_reduction() {
  held_ = held_contracts;
  const auto order = ++last_id_;
  const auto trade = ++last_id_;
  hubs_.at(user_hub)->send(filled_order_frame(guarded_account, order)
                           + closing_trade_frame(guarded_account, order, trade)
                           + position_frame(guarded_account, held_));
}

void gateway_stub::opened(std::string_view target, std::shared_ptr<stub_hub> hub) {
  const auto path = path_of(target);
  hubs_[path] = std::move(hub);
  if (path == "/plain")
    has_plain_client_ = true;
}

void gateway_stub::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (error)
      return;
    std::make_shared<stub_connection>(std::move(socket), *this)->start();
    accept();
  });
}

} // namespace riskd::bench
