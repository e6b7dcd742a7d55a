#pragma once

#include "adapters/simulator/exchange_listener.hpp"
#include "adapters/simulator/exchange_state.hpp"
#include "adapters/simulator/fault_plan.hpp"
#include "adapters/simulator/hub_connection.hpp"
#include "adapters/simulator/wire_rows.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace riskd::simulator {

/// Turns what the exchange reports into hub events and hands them to the connections that
/// subscribed to them, through the faults in force.
class event_dispatcher final : public exchange_listener {
public:
  event_dispatcher(fault_plan& faults, std::uint64_t seed) : faults_(faults), dice_(seed) {
  }

  /// Says what the events are about. The exchange exists after its listener, so this comes second,
  /// and before the first event.
  void describe(const exchange_state& venue) {
    venue_ = &venue;
  }

  void add(hub_connection& connection);
  void remove(hub_connection& connection);

  [[nodiscard]] const std::vector<hub_connection*>& connections() const {
    return connections_;
  }

  void on_order(const order& x) override;
  void on_trade(const trade& x) override;
  void on_position(const position_snapshot& x) override;
  void on_account(const account& x) override;
  void on_quote(const market_state& market) override;
  void on_prints(const market_state& market, const std::vector<market_print>& prints) override;

  /// Sends what a new subscriber sees first: a full quote.
  void send_full_quote(hub_connection& to, const market_state& market);

  /// Sends what a new subscriber of the depth sees first: a reset and the whole ladder.
  void send_full_depth(hub_connection& to, const market_state& market);

private:
  /// Sends a user event to who subscribed to `topic`.
  void publish(const std::string& topic, std::string_view target, std::int64_t action,
               const std::string& data);

  void send(hub_connection& to, std::string_view target, const std::string& arguments);

  [[nodiscard]] row_style style() const;
  [[nodiscard]] std::string user_arguments(std::int64_t action, const std::string& data) const;

  fault_plan& faults_;
  randomness dice_;
  const exchange_state* venue_ = nullptr;
  std::vector<hub_connection*> connections_;
};

} // namespace riskd::simulator
