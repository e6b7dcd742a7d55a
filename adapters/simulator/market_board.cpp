#include "adapters/simulator/market_board.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>

namespace riskd::simulator {

void market_board::list(const contract_facts& facts, domain::time_point now) {
  auto& market = states_[facts.id];
  market.facts = &facts;
  restart_at(market, facts.start_price, now);
}

market_state* market_board::find(const domain::contract_id& id) {
  const auto found = states_.find(id);
  return found == states_.end() ? nullptr : &found->second;
}

const market_state* market_board::find(const domain::contract_id& id) const {
  const auto found = states_.find(id);
  return found == states_.end() ? nullptr : &found->second;
}

void apply_quote(market_state& market, domain::price bid, domain::price ask,
                 domain::time_point now) {
  RISKD_EXPECTS(bid <= ask);
  market.quote.bid = bid;
  market.quote.ask = ask;
  market.quote.updated = now;
}

void apply_print(market_state& market, const market_print& print, domain::time_point now) {
  auto& quote = market.quote;
  quote.last = print.price;
  quote.high = std::max(quote.high, print.price);
  quote.low = std::min(quote.low, print.price);
  quote.volume += print.size.count();
  quote.updated = now;
  market.bars.add(now, print.price, print.size);
}

void restart_at(market_state& market, domain::price price, domain::time_point now) {
  auto& quote = market.quote;
  quote = {price, market.facts->ticks_from(price, 1), price, price, price, price, price, 0, now};
}

} // namespace riskd::simulator
