#pragma once

#include "adapters/simulator/order_engine.hpp"
#include "adapters/simulator/order_requests.hpp"

namespace riskd::simulator {

/// Answers the calls that change orders and positions (`projectx-gateway.md` 2.7 and 2.8). The
/// consequences follow through the scheduler.
class order_desk {
public:
  order_desk(exchange_state& state, order_engine& engine) : state_(state), engine_(engine) {
  }

  call_result place(const place_request& wanted);

  call_result modify(const modify_request& wanted);

  call_result cancel(domain::account_id account, domain::order_id id);

  call_result close(domain::account_id account, const domain::contract_id& contract);

  call_result close_part(domain::account_id account, const domain::contract_id& contract,
                         std::int64_t size);

  /// Removes every working order and closes every position of an account, as the platform does at a
  /// limit or at the end of the session (9.6).
  /// @param orders_become cancelled or expired
  void flatten(domain::account_id account, domain::order_status orders_become);

private:
  [[nodiscard]] order new_order(const place_request& wanted, domain::order_id id) const;
  [[nodiscard]] order new_leg(const order& entry, const bracket_leg& leg, domain::order_id id,
                              const char* tag_suffix) const;
  call_result record_refusal(const place_request& wanted, std::string message);
  void apply(order& x, const modify_request& wanted) const;
  [[nodiscard]] bool is_closing(domain::account_id account,
                                const domain::contract_id& contract) const;
  void place_closing_order(const position_snapshot& held, domain::quantity size);

  exchange_state& state_;
  order_engine& engine_;
};

} // namespace riskd::simulator
