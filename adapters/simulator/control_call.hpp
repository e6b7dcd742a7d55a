#pragma once

#include "adapters/simulator/gateway_core.hpp"
#include "adapters/simulator/request_fields.hpp"

#include <functional>
#include <string>

namespace riskd::simulator {

/// One control call on its way through a handler. A handler that cannot do what it is asked says so
/// through `fields.fail`.
struct control_call {
  gateway_core& core;
  const std::function<void()>& quit;
  const http_request& request;
  request_fields fields;

  [[nodiscard]] bool is_malformed() const {
    return !fields.problem().empty();
  }

  /// The account that member `account` names, by id or by name. Fails the call if there is none.
  [[nodiscard]] const account* known_account();

  /// The contract that member `contract` names, by id (`CON.F.US.MNQ.Z26`) or exchange root
  /// (`MNQ`). Fails the call if it is not listed.
  [[nodiscard]] const contract_facts* known_contract();

  /// An optional filter by hub: `user`, `market`, or `both` or nothing for no filter.
  [[nodiscard]] std::optional<hub_kind> hub_filter();
};

/// A JSON object, or nothing if the request is malformed.
using control_outcome = std::optional<std::string>;

control_outcome trader_order(control_call& call);
control_outcome trader_modify(control_call& call);
control_outcome trader_cancel(control_call& call);
control_outcome trader_close(control_call& call);
control_outcome trader_flatten(control_call& call);

control_outcome control_price(control_call& call);
control_outcome control_market(control_call& call);
control_outcome control_halt(control_call& call);
control_outcome control_can_trade(control_call& call);
control_outcome control_brackets(control_call& call);
control_outcome control_open_account(control_call& call);
control_outcome control_void_trade(control_call& call);
control_outcome control_end_sessions(control_call& call);
control_outcome control_settings(control_call& call);

control_outcome control_fault(control_call& call);
control_outcome control_emit(control_call& call);
control_outcome control_clear_faults(control_call& call);

control_outcome control_state(control_call& call);
control_outcome control_calls(control_call& call);
control_outcome control_quit(control_call& call);

/// The answer of a control call that has nothing else to say.
[[nodiscard]] std::string ok_body();

} // namespace riskd::simulator
