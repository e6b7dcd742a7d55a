#pragma once

#include "adapters/simulator/gateway.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "tests/bench/falling_market.hpp"
#include "tests/bench/json_caller.hpp"

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace riskd::bench {

/// A login of the venue and its accounts. The key is the name.
struct venue_login {
  std::string name;
  std::vector<domain::account_id> accounts;
};

/// A trade as the venue booked it.
struct venue_trade {
  domain::time_point at;
  domain::price price;
  domain::side side{};
  domain::quantity size;
  /// Nothing if it opened.
  std::optional<domain::money> result;
};

/// What the venue's own books say about an account.
struct venue_account {
  domain::account_id id;
  /// Contracts held, whichever side.
  domain::quantity held;
  std::size_t working_orders = 0;
  /// Oldest first.
  std::vector<venue_trade> trades;
};

/// The simulated gateway with its exchange, in this process and on a thread of its own, and the
/// hand that moves its world. One contract, which costs neither fees nor commissions, and whose
/// market stands still at first. REST and hubs are on loopback, without a limit of calls.
class simulated_venue {
public:
  /// @param seed That of the first path of the market.
  simulated_venue(const std::vector<venue_login>& logins, std::uint64_t seed);

  simulated_venue(const simulated_venue&) = delete;
  simulated_venue& operator=(const simulated_venue&) = delete;
  ~simulated_venue();

  [[nodiscard]] std::uint16_t port() const {
    return ports_.gateway;
  }

  [[nodiscard]] const simulator::contract_facts& contract() const {
    return contract_;
  }

  /// Quotes and prints the price at which the market stands still.
  void print_price();

  /// Buys at the market, as a trader does in the broker's platform.
  void buy(domain::account_id account, domain::quantity size);

  /// Lets the market fall, along another path each time.
  void begin_fall();

  /// Lets it stand still. Returns how it fell.
  [[nodiscard]] std::vector<price_step> end_fall();

  [[nodiscard]] std::vector<venue_account> accounts();

private:
  void control(const char* path, std::string body);

  adapters::system_clock clock_;

  simulator::contract_facts contract_;

  /// The last price.
  domain::price price_;

  price_record record_;

  simulator::gateway gateway_;

  simulator::gateway_ports ports_;

  std::thread thread_;

  std::optional<json_caller> control_;
};

} // namespace riskd::bench
