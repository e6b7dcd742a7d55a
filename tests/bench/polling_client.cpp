#include "tests/bench/polling_client.hpp"

#include "adapters/simulator/exact_ratio.hpp"

#include <nlohmann/json.hpp>

#include <exception>
#include <stdexcept>
#include <utility>

namespace riskd::bench {

namespace {

using body = nlohmann::json;

constexpr int unit_second = 1;
constexpr int position_long = 1;

/// Units of a price in one unit of money: 1e-10 and 1e-4 dollars.
constexpr std::int64_t price_units_per_money = 1'000'000;

/// Far enough back that a bar is found whenever anything was traded lately.
constexpr auto bars_back = std::chrono::hours{1};

std::string contract_of(const json::exact_value& row) {
  return std::string{row["contractId"].text().value()};
}

std::string now_plus(std::chrono::seconds ahead) {
  const auto now = std::chrono::floor<domain::duration>(std::chrono::system_clock::now());
  return domain::to_string(now + ahead);
}

} // namespace

polling_client::polling_client(std::uint16_t port, const std::string& login,
                               std::chrono::milliseconds interval)
  : calls_(port), interval_(interval) {
  const auto reply
    = calls_.post("/api/Auth/loginKey", body{{"userName", login}, {"apiKey", login}}.dump());
  const auto token = reply.root()["token"].text();
  if (!token)
    throw std::runtime_error("the polling client cannot log in");
  calls_.authorize(std::string{*token});
}

polling_client::~polling_client() {
  (void)end();
}

void polling_client::begin(domain::account_id account, domain::money limit,
                           std::chrono::microseconds phase) {
  is_over_ = false;
  found_ = {};
  thread_ = std::thread{[this, account, limit, first = std::chrono::steady_clock::now() + phase] {
    try {
      watch(account, limit, first);
    } catch (const std::exception& error) {
      found_.trouble = error.what();
    }
  }};
}

polling_findings polling_client::end() {
  {
    const std::scoped_lock guard{mutex_};
    is_over_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable())
    thread_.join();
  return found_;
}

void polling_client::watch(domain::account_id account, domain::money limit,
                           std::chrono::steady_clock::time_point first) {
  for (auto due = first; wait_until(due);) {
    poll(account, limit);
    // A poll that took longer than the interval lets the next ones go.
    while (due <= std::chrono::steady_clock::now())
      due += interval_;
  }
}

bool polling_client::wait_until(std::chrono::steady_clock::time_point when) {
  std::unique_lock lock{mutex_};
  return !changed_.wait_until(lock, when, [this] { return is_over_; });
}

void polling_client::poll(domain::account_id account, domain::money limit) {
  ++found_.polls;
  const auto reply
    = calls_.post("/api/Position/searchOpen", body{{"accountId", account.value()}}.dump());
  const auto positions = reply.root()["positions"];
  domain::money open;
  for (const auto position : positions)
    open += open_result(position);
  if (open > limit)
    return;
  ++found_.breaches;
  cancel_all(account);
  close_all(account, positions);
}

domain::money polling_client::open_result(const json::exact_value& position) {
  const auto contract = contract_of(position);
  const auto& known = economics_of(contract);
  const auto average = position["averagePrice"].price().value();
  const auto moved = last_price(contract) - average;
  const auto size = position["size"].integer().value();
  const auto direction = position["type"].integer() == position_long ? 1 : -1;
  return domain::money{
    simulator::rounded_ratio({moved.units(), direction * size, known.tick_value.units()},
                             {known.tick_size.units(), price_units_per_money})};
}

domain::price polling_client::last_price(const std::string& contract) {
  const auto reply
    = calls_.post("/api/History/retrieveBars", body{{"contractId", contract},
                                                    {"live", false},
                                                    {"startTime", now_plus(-bars_back)},
                                                    {"endTime", now_plus(std::chrono::minutes{1})},
                                                    {"unit", unit_second},
                                                    {"unitNumber", 1},
                                                    {"limit", 1},
                                                    {"includePartialBar", true}}
                                                 .dump());
  const auto price = reply.root()["bars"].front()["c"].price();
  if (!price)
    throw std::runtime_error("there is no bar of " + contract);
  return *price;
}

const polling_client::economics& polling_client::economics_of(const std::string& contract) {
  const auto known = catalogue_.find(contract);
  if (known != catalogue_.end())
    return known->second;
  const auto reply = calls_.post("/api/Contract/searchById", body{{"contractId", contract}}.dump());
  const auto row = reply.root()["contract"];
  const economics found{row["tickSize"].price().value(), row["tickValue"].price().value()};
  return catalogue_.emplace(contract, found).first->second;
}

void polling_client::cancel_all(domain::account_id account) {
  const auto reply
    = calls_.post("/api/Order/searchOpen", body{{"accountId", account.value()}}.dump());
  for (const auto order : reply.root()["orders"])
    calls_.post("/api/Order/cancel",
                body{{"accountId", account.value()}, {"orderId", order["id"].id().value()}}.dump());
}

void polling_client::close_all(domain::account_id account, const json::exact_value& positions) {
  for (const auto position : positions)
    calls_.post("/api/Position/closeContract",
                body{{"accountId", account.value()}, {"contractId", contract_of(position)}}.dump());
}

} // namespace riskd::bench
