#include "adapters/simulator/rest_call.hpp"

namespace riskd::simulator {

rest_outcome search_open_positions(rest_call& call) {
  const auto account = call.fields.account();
  if (call.is_malformed())
    return std::nullopt;
  if (!call.own_account(account))
    return failure_body("positions", account_not_found);
  json_writer rows;
  rows.begin_array();
  for (const auto& x : call.state().ledger.positions(account))
    rows.raw(position_json(x, call.state().contracts.at(x.contract), call.style()));
  return success_body("positions", rows.end_array().text());
}

rest_outcome close_contract(rest_call& call) {
  const auto account = call.fields.account();
  const auto contract = domain::contract_id{call.fields.required_text("contractId")};
  if (call.is_malformed())
    return std::nullopt;
  if (!call.own_account(account))
    return result_body({account_not_found, std::nullopt, std::nullopt});
  return result_body(call.venue.close(account, contract));
}

rest_outcome partial_close_contract(rest_call& call) {
  const auto account = call.fields.account();
  const auto contract = domain::contract_id{call.fields.required_text("contractId")};
  const auto size = call.fields.integer("size").value_or(0);
  if (call.is_malformed())
    return std::nullopt;
  if (!call.own_account(account))
    return result_body({account_not_found, std::nullopt, std::nullopt});
  return result_body(call.venue.close_part(account, contract, size));
}

rest_outcome search_trades(rest_call& call) {
  const auto account = call.fields.account();
  const auto from = call.fields.time("startTimestamp");
  const auto to = call.fields.time("endTimestamp");
  if (call.is_malformed())
    return std::nullopt;
  if (!call.own_account(account))
    return failure_body("trades", account_not_found);
  const auto& trades = call.state().ledger.trades(account);
  json_writer rows;
  rows.begin_array();
  // Newest first.
  for (auto x = trades.rbegin(); x != trades.rend(); ++x)
    if ((!from || x->created >= *from) && (!to || x->created <= *to))
      rows.raw(trade_json(*x, call.style()));
  return success_body("trades", rows.end_array().text());
}

} // namespace riskd::simulator
