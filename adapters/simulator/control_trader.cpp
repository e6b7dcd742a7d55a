#include "adapters/simulator/control_call.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::simulator {

namespace {

constexpr auto order_types = std::to_array<std::pair<std::string_view, std::int64_t>>({
  {"limit", 1},
  {"market", 2},
  {"stop", 4},
  {"trailing_stop", 5},
  {"join_bid", 6},
  {"join_ask", 7},
});

std::string outcome_body(const call_result& x) {
  json_writer out;
  out.begin_object().member("ok", x.ok()).member("code", x.code).key("message");
  if (x.message)
    out.value(*x.message);
  else
    out.null();
  out.key("order");
  if (x.order)
    out.value(x.order->value());
  else
    out.null();
  return out.end_object().take();
}

std::int64_t read_type(request_fields& fields) {
  const auto wanted = fields.text("type").value_or("market");
  const auto found = std::find_if(order_types.begin(), order_types.end(),
                                  [&](const auto& entry) { return entry.first == wanted; });
  if (found != order_types.end())
    return found->second;
  fields.fail("type", "is not limit, market, stop, trailing_stop, join_bid or join_ask");
  return 0;
}

std::int64_t read_side(request_fields& fields) {
  const auto wanted = fields.required_text("side");
  if (wanted != "buy" && wanted != "sell")
    fields.fail("side", "is not buy or sell");
  return wanted == "sell" ? 1 : 0;
}

std::optional<bracket_leg> read_leg(request_fields& fields, std::string_view name,
                                    domain::order_type type) {
  const auto ticks = fields.integer(name);
  return ticks ? std::optional{bracket_leg{*ticks, type}} : std::nullopt;
}

} // namespace

control_outcome trader_order(control_call& call) {
  const auto* owner = call.known_account();
  const auto* contract = call.known_contract();
  place_request wanted;
  wanted.type = read_type(call.fields);
  wanted.side = read_side(call.fields);
  wanted.size = call.fields.integer("size").value_or(1);
  wanted.limit_price = call.fields.price("limit_price");
  wanted.stop_price = call.fields.price("stop_price");
  wanted.trail_price = call.fields.price("trail_price");
  wanted.custom_tag = call.fields.text("tag");
  wanted.stop_loss = read_leg(call.fields, "stop_loss_ticks", domain::order_type::stop);
  wanted.take_profit = read_leg(call.fields, "take_profit_ticks", domain::order_type::limit);
  if (call.is_malformed())
    return std::nullopt;
  wanted.account = owner->id;
  wanted.contract = contract->id;
  return outcome_body(call.core.venue.place(wanted));
}

control_outcome trader_modify(control_call& call) {
  const auto* owner = call.known_account();
  modify_request wanted;
  wanted.order = domain::order_id{call.fields.integer("order").value_or(0)};
  wanted.size = call.fields.integer("size");
  wanted.limit_price = call.fields.price("limit_price");
  wanted.stop_price = call.fields.price("stop_price");
  wanted.trail_price = call.fields.price("trail_price");
  if (call.is_malformed())
    return std::nullopt;
  wanted.account = owner->id;
  return outcome_body(call.core.venue.modify(wanted));
}

control_outcome trader_cancel(control_call& call) {
  const auto* owner = call.known_account();
  const auto id = domain::order_id{call.fields.integer("order").value_or(0)};
  if (call.is_malformed())
    return std::nullopt;
  return outcome_body(call.core.venue.cancel(owner->id, id));
}

control_outcome trader_close(control_call& call) {
  const auto* owner = call.known_account();
  const auto* contract = call.known_contract();
  const auto size = call.fields.integer("size");
  if (call.is_malformed())
    return std::nullopt;
  return outcome_body(size ? call.core.venue.close_part(owner->id, contract->id, *size)
                           : call.core.venue.close(owner->id, contract->id));
}

control_outcome trader_flatten(control_call& call) {
  const auto* owner = call.known_account();
  if (call.is_malformed())
    return std::nullopt;
  call.core.venue.flatten(owner->id);
  return ok_body();
}

} // namespace riskd::simulator
