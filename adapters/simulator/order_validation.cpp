#include "adapters/simulator/order_validation.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace riskd::simulator {

using domain::order_type;
using domain::side;

namespace {

using check = std::optional<refusal> (*)(const exchange_state&, const place_request&);
using check_result = std::optional<refusal>;

constexpr std::int64_t least_stop_ticks = 4;
constexpr std::int64_t most_trailing_ticks = 1'000;

refusal unrecorded(place_code code, std::string message = {}) {
  return {static_cast<std::int64_t>(code), std::move(message), false};
}

refusal recorded(std::string message) {
  return {static_cast<std::int64_t>(place_code::order_rejected), std::move(message), true};
}

check_result check_identity(const exchange_state& state, const place_request& wanted) {
  if (!state.ledger.find(wanted.account))
    return unrecorded(place_code::account_not_found);
  const auto contract = state.contracts.find(wanted.contract);
  if (contract == state.contracts.end())
    return unrecorded(place_code::contract_not_found);
  if (!contract->second.active)
    return unrecorded(place_code::contract_not_active);
  return std::nullopt;
}

check_result check_account(const exchange_state& state, const place_request& wanted) {
  const auto& owner = *state.ledger.find(wanted.account);
  if (!owner.can_trade)
    return refusal{state.settings.locked_account_code, "Account is not allowed to trade.", false};
  if (!owner.simulated)
    return unrecorded(place_code::account_rejected);
  return std::nullopt;
}

check_result check_terms(const exchange_state& state, const place_request& wanted) {
  const auto refuse = [](std::string message) {
    return unrecorded(place_code::order_rejected, std::move(message));
  };
  if (wanted.size <= 0)
    return refuse("Invalid order size. Size must be greater than zero.");
  if (wanted.side != 0 && wanted.side != 1)
    return refuse("Invalid order side.");
  if (!is_placeable_type(wanted.type))
    return refuse("Invalid order type.");
  if (wanted.custom_tag && state.orders.is_tag_used(wanted.account, *wanted.custom_tag))
    return refuse("Order rejected: custom tag already in use.");
  return std::nullopt;
}

check_result check_market(const exchange_state& state, const place_request& wanted) {
  if (!is_active(state, wanted.contract))
    return recorded(not_trading_text);
  return std::nullopt;
}

/// What the order would look like; only the parts that `check_prices` reads.
order as_order(const exchange_state& state, const place_request& wanted) {
  order out;
  out.contract = wanted.contract;
  out.type = static_cast<order_type>(wanted.type);
  out.side = wanted.side == 0 ? side::buy : side::sell;
  out.limit_price = wanted.limit_price;
  out.stop_price = wanted.stop_price;
  if (out.type == order_type::trailing_stop && wanted.trail_price) {
    const auto& market = *state.board.find(wanted.contract);
    out.trail_distance = trailing_ticks(state, market, out.side, *wanted.trail_price);
    out.trail_price = wanted.trail_price;
  }
  return out;
}

check_result check_order_prices(const exchange_state& state, const place_request& wanted) {
  const auto x = as_order(state, wanted);
  if (auto problem = check_prices(state, x))
    return recorded(std::move(*problem));
  if (x.trail_distance && *x.trail_distance < 1)
    return recorded("Invalid price. Price is outside allowed range.");
  if (x.trail_distance && *x.trail_distance > most_trailing_ticks)
    return recorded("Invalid trail price. Distance exceeds 1000 ticks.");
  return std::nullopt;
}

std::string leg_text(const char* what, std::int64_t ticks, const char* rule) {
  return std::string{"Invalid "} + what + " ticks (" + std::to_string(ticks) + "). " + rule;
}

check_result check_stop_leg(const bracket_leg& leg, bool is_long) {
  if (leg.type != order_type::stop && leg.type != order_type::trailing_stop)
    return recorded(leg.type == order_type::limit ? "Invalid stop loss type (Limit)"
                                                  : "Invalid stop loss type");
  if (is_long && leg.ticks >= 0)
    return recorded(
      leg_text("stop loss", leg.ticks, "Ticks should be less than zero when longing."));
  if (!is_long && leg.ticks <= 0)
    return recorded(
      leg_text("stop loss", leg.ticks, "Ticks should be greater than zero when going short."));
  if (std::abs(leg.ticks) < least_stop_ticks)
    return recorded(leg_text("stop loss", leg.ticks, "Price should be at least 4 ticks away."));
  return std::nullopt;
}

check_result check_profit_leg(const bracket_leg& leg, bool is_long) {
  if (leg.type != order_type::limit)
    return recorded("Invalid take profit type");
  if (is_long && leg.ticks <= 0)
    return recorded(
      leg_text("take profit", leg.ticks, "Ticks should be greater than zero when longing."));
  if (!is_long && leg.ticks >= 0)
    return recorded(
      leg_text("take profit", leg.ticks, "Ticks should be less than zero when going short."));
  return std::nullopt;
}

check_result check_brackets(const exchange_state& state, const place_request& wanted) {
  if (!wanted.stop_loss && !wanted.take_profit)
    return std::nullopt;
  if (!state.ledger.find(wanted.account)->auto_oco_brackets)
    return recorded(
      "Brackets cannot be used with Position Brackets. You must enable Auto OCO Brackets.");
  const bool is_long = wanted.side == 0;
  if (wanted.stop_loss)
    if (auto problem = check_stop_leg(*wanted.stop_loss, is_long))
      return problem;
  return wanted.take_profit ? check_profit_leg(*wanted.take_profit, is_long) : std::nullopt;
}

/// The account's largest exposure if everything working on the order's side filled, in tenths of a
/// mini contract.
std::int64_t exposure_tenths(const exchange_state& state, const place_request& wanted) {
  std::set<domain::contract_id> touched{wanted.contract};
  for (const auto& held : state.ledger.positions(wanted.account))
    touched.insert(held.contract);
  std::int64_t sum = 0;
  for (const auto& id : touched) {
    std::int64_t net = 0;
    if (const auto held = state.ledger.position(wanted.account, id))
      net = domain::sign(held->held) * held->size.count();
    if (id == wanted.contract) {
      const auto direction = wanted.side == 0 ? side::buy : side::sell;
      net += domain::sign(direction) * wanted.size;
      for (const auto* x : state.orders.live_in(id))
        if (x->account == wanted.account && x->side == direction && x->is_working() && !x->parent)
          net += domain::sign(direction) * x->remaining().count();
    }
    sum += std::abs(net) * state.contracts.at(id).weight;
  }
  return sum;
}

check_result check_margin(const exchange_state& state, const place_request& wanted) {
  const auto cap = state.settings.position_cap_minis * 10;
  if (cap > 0 && exposure_tenths(state, wanted) > cap)
    return recorded("Not enough margin.");
  return std::nullopt;
}

} // namespace

std::optional<refusal> check_placement(const exchange_state& state, const place_request& wanted) {
  constexpr auto checks
    = std::to_array<check>({check_identity, check_account, check_terms, check_market,
                            check_order_prices, check_brackets, check_margin});
  for (const auto step : checks)
    if (auto problem = step(state, wanted))
      return problem;
  return std::nullopt;
}

std::optional<std::string> check_prices(const exchange_state& state, const order& x) {
  const auto& market = *state.board.find(x.contract);
  const auto& facts = *market.facts;
  const auto& quote = market.quote;
  if (x.type == order_type::limit) {
    if (!x.limit_price || x.limit_price->units() <= 0)
      return "Invalid limit price. Price is required.";
    if (!facts.is_aligned(*x.limit_price))
      return "Invalid limit price. Price is not aligned to tick size.";
  }
  if (x.type == order_type::stop) {
    if (!x.stop_price || x.stop_price->units() <= 0)
      return "Invalid stop price. Price is required.";
    if (!facts.is_aligned(*x.stop_price))
      return "Invalid stop price. Price is not aligned to tick size.";
    if (x.side == side::buy && *x.stop_price <= std::max(quote.bid, quote.last))
      return "Order price is outside allowed range. Please set price above best bid.";
    if (x.side == side::sell && *x.stop_price >= std::min(quote.ask, quote.last))
      return "Order price is outside allowed range. Please set price below best ask.";
  }
  if (x.type == order_type::trailing_stop) {
    if (!x.trail_price || !x.trail_distance)
      return "Invalid trail price. Price is required.";
    if (!facts.is_aligned(*x.trail_price))
      return "Invalid trail price. Price is not aligned to tick size.";
  }
  return std::nullopt;
}

bool is_active(const exchange_state& state, const domain::contract_id& contract) {
  return state.is_trading_open && !state.board.find(contract)->halted;
}

std::int64_t trailing_ticks(const exchange_state& state, const market_state& market, side side,
                            domain::price trail_price) {
  const auto tick = market.facts->tick_size.units();
  if (state.settings.trail_price == "distance")
    return trail_price.units() / tick;
  const auto distance = (market.quote.last - trail_price).units();
  return (side == side::sell ? distance : -distance) / tick;
}

bool is_placeable_type(std::int64_t type) {
  constexpr auto placeable = std::to_array<std::int64_t>({1, 2, 4, 5, 6, 7});
  return std::find(placeable.begin(), placeable.end(), type) != placeable.end();
}

} // namespace riskd::simulator
