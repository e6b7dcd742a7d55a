#include "domain/known_rows.hpp"

namespace riskd::domain {

namespace {

trade_row row_of(const ledger_row& x) {
  trade_row out;
  out.id = x.id;
  out.created = x.at;
  out.order = x.order;
  out.contract = x.contract;
  out.side = x.side;
  out.size = x.size;
  out.price = x.price;
  out.profit_and_loss = x.profit_and_loss;
  out.fees = x.fees;
  out.commissions = x.commissions;
  out.voided = x.voided;
  return out;
}

position_row row_of(const position& x) {
  return {x.contract, x.held, x.size, x.average, x.id, x.created};
}

} // namespace

std::vector<replay_report> known_rows(const account_state& state) {
  std::vector<replay_report> out;
  const auto add = [&](account_payload payload) {
    out.emplace_back(account_event{state.id, std::move(payload)});
  };
  for (const auto& [id, facts] : *state.contracts)
    if (facts->row)
      out.emplace_back(*facts->row);
  add(account_row{state.id, state.name, state.can_trade, state.balance});
  state.trades.for_each([&](const ledger_row& each) { add(row_of(each)); });
  for (const auto& [id, each] : state.orders.live())
    add(each);
  for (const auto& [id, each] : state.positions->open())
    add(row_of(each));
  for (const auto& [id, each] : *state.quotes)
    out.emplace_back(quote_delta{id, each.last, each.bid, each.ask, each.last_updated});
  return out;
}

} // namespace riskd::domain
