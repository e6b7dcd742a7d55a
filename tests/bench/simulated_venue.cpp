#include "tests/bench/simulated_venue.hpp"

#include "adapters/simulator/json_web_token.hpp"
#include "adapters/simulator/json_writer.hpp"

#include <stdexcept>
#include <utility>

namespace riskd::bench {

namespace {

using simulator::json_writer;

constexpr auto traded_contract_id = "CON.F.US.MNQ.Z26";
constexpr std::size_t secret_bytes = 32;
constexpr std::int64_t no_limit = 1'000'000'000;

simulator::contract_facts contract_without_costs() {
  auto out = *simulator::contract_from_id(traded_contract_id);
  out.fees = {};
  out.commissions = {};
  return out;
}

simulator::gateway_contents contents_of(const std::vector<venue_login>& logins, std::uint64_t seed,
                                        const simulator::contract_facts& contract,
                                        price_record& record) {
  simulator::gateway_contents out;
  out.contracts.emplace(contract.id, contract);
  out.feeds = [seed, &record](const simulator::contract_facts& facts, domain::time_point start) {
    return std::make_unique<falling_market>(facts, seed, start, record);
  };
  for (const auto& login : logins) {
    out.users.push_back({login.name, login.name});
    for (const auto id : login.accounts) {
      simulator::account account;
      account.id = id;
      account.user = login.name;
      account.name = login.name + "-" + to_string(id);
      account.balance = domain::dollars(50'000);
      out.accounts.push_back(std::move(account));
    }
  }
  // A client that polls twice a second would not get through for longer than half a minute.
  out.settings.rate_limit = no_limit;
  out.settings.bars_rate_limit = no_limit;
  out.seed = seed;
  out.starts_paused = true;
  out.secret = simulator::random_text(secret_bytes);
  return out;
}

bool is_working(const json::exact_value& order) {
  const auto status = order["status"].integer();
  return status && !domain::is_terminal(static_cast<domain::order_status>(*status));
}

venue_trade trade_from(const json::exact_value& row) {
  return {row["creationTimestamp"].time().value(), row["price"].price().value(),
          row["side"].integer() == 0 ? domain::side::buy : domain::side::sell,
          domain::quantity{row["size"].integer().value()}, row["profitAndLoss"].money()};
}

venue_account account_from(const json::exact_value& row) {
  venue_account out;
  out.id = domain::account_id{row["account"]["id"].id().value()};
  for (const auto position : row["positions"])
    out.held += domain::quantity{position["size"].integer().value()};
  for (const auto order : row["orders"])
    out.working_orders += is_working(order) ? 1U : 0U;
  for (const auto trade : row["trades"])
    out.trades.push_back(trade_from(trade));
  return out;
}

} // namespace

simulated_venue::simulated_venue(const std::vector<venue_login>& logins, std::uint64_t seed)
  : contract_(contract_without_costs()), price_(contract_.start_price),
    gateway_(contents_of(logins, seed, contract_, record_), clock_) {
  const auto ports = gateway_.listen({});
  if (!ports)
    throw std::runtime_error("cannot open the simulator: " + ports.error().sentence);
  ports_ = *ports;
  control_.emplace(ports_.control);
  thread_ = std::thread{[this] {
    gateway_.run();
  }};
}

simulated_venue::~simulated_venue() {
  try {
    control("/control/quit", "{}");
  } catch (const std::exception&) {
    // It has been stopped by a signal.
  }
  thread_.join();
}

void simulated_venue::print_price() {
  control("/control/price", json_writer{}
                              .begin_object()
                              .member("contract", contract_.root)
                              .member("price", price_)
                              .end_object()
                              .take());
}

void simulated_venue::buy(domain::account_id account, domain::quantity size) {
  control("/control/trader/order", json_writer{}
                                     .begin_object()
                                     .member("account", account.value())
                                     .member("contract", contract_.root)
                                     .member("side", "buy")
                                     .member("size", size)
                                     .end_object()
                                     .take());
}

void simulated_venue::begin_fall() {
  control("/control/market", R"({"action":"resume"})");
}

std::vector<price_step> simulated_venue::end_fall() {
  control("/control/market", R"({"action":"pause"})");
  auto steps = record_.take();
  if (!steps.empty())
    price_ = steps.back().last;
  return steps;
}

std::vector<venue_account> simulated_venue::accounts() {
  const auto state = control_->get("/control/state");
  std::vector<venue_account> out;
  for (const auto row : state.root()["accounts"])
    out.push_back(account_from(row));
  return out;
}

void simulated_venue::control(const char* path, std::string body) {
  const auto reply = control_->post(path, std::move(body));
  if (reply.root()["ok"].boolean() == false)
    throw std::runtime_error(std::string{path} + " was refused");
}

} // namespace riskd::bench
