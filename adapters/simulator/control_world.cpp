#include "adapters/simulator/control_call.hpp"

namespace riskd::simulator {

namespace {

/// The value of a setting as text, whatever its JSON type.
std::string setting_text(const json::exact_value& value) {
  if (const auto flag = value.boolean())
    return *flag ? "true" : "false";
  if (const auto text = value.text())
    return std::string{*text};
  return std::string{value.number_text().value_or("")};
}

std::string settings_json(const exchange_settings& settings) {
  json_writer out;
  out.begin_object();
  for (const auto& row : list_settings(settings)) {
    out.key(row.name);
    std::visit([&](const auto& x) { out.value(x); }, row.value);
  }
  return out.end_object().take();
}

} // namespace

control_outcome control_price(control_call& call) {
  const auto* contract = call.known_contract();
  const auto last = call.fields.price("price");
  const auto bid = call.fields.price("bid");
  const auto ask = call.fields.price("ask");
  if (!last)
    call.fields.fail("price", "is required");
  if (call.is_malformed())
    return std::nullopt;
  const auto best = best_prices{bid.value_or(*last), ask.value_or(contract->ticks_from(*last, 1))};
  for (const auto x : {*last, best.bid, best.ask})
    if (x.units() <= 0 || !contract->is_aligned(x))
      call.fields.fail("price", "is not a price of this contract");
  if (best.bid > best.ask)
    call.fields.fail("bid", "is above ask");
  if (call.is_malformed())
    return std::nullopt;
  call.core.venue.set_price(contract->id, best, *last);
  return ok_body();
}

control_outcome control_market(control_call& call) {
  const auto action = call.fields.required_text("action");
  if (action != "pause" && action != "resume")
    call.fields.fail("action", "is not pause or resume");
  if (call.is_malformed())
    return std::nullopt;
  call.core.venue.pause_market(action == "pause");
  return ok_body();
}

control_outcome control_halt(control_call& call) {
  const auto* contract = call.known_contract();
  const auto halted = call.fields.boolean("halted").value_or(true);
  if (call.is_malformed())
    return std::nullopt;
  call.core.venue.halt(contract->id, halted);
  return ok_body();
}

control_outcome control_can_trade(control_call& call) {
  const auto* owner = call.known_account();
  const auto can_trade = call.fields.boolean("can_trade");
  if (!can_trade)
    call.fields.fail("can_trade", "is required");
  if (call.is_malformed())
    return std::nullopt;
  call.core.venue.set_can_trade(owner->id, *can_trade);
  return ok_body();
}

control_outcome control_brackets(control_call& call) {
  const auto* owner = call.known_account();
  const auto enabled = call.fields.boolean("auto_oco");
  if (!enabled)
    call.fields.fail("auto_oco", "is required");
  if (call.is_malformed())
    return std::nullopt;
  call.core.venue.set_auto_oco_brackets(owner->id, *enabled);
  return ok_body();
}

control_outcome control_open_account(control_call& call) {
  account x;
  x.user = call.fields.required_text("user");
  x.name = call.fields.required_text("name");
  x.balance = call.fields.money("balance").value_or(domain::money{});
  x.id = domain::account_id{call.fields.integer("id").value_or(0)};
  x.simulated = call.fields.boolean("simulated").value_or(true);
  if (!call.core.sessions.has_user(x.user))
    call.fields.fail("user", "is not known");
  if (call.core.venue.state().ledger.find(x.id))
    call.fields.fail("id", "is taken");
  if (call.is_malformed())
    return std::nullopt;
  const auto id = call.core.venue.open_account(std::move(x));
  return json_writer{}
    .begin_object()
    .member("ok", true)
    .member("account", id.value())
    .end_object()
    .take();
}

control_outcome control_void_trade(control_call& call) {
  const auto id = call.fields.integer("trade");
  if (!id || !call.core.venue.void_trade(domain::trade_id{*id}))
    call.fields.fail("trade", "is not the id of a trade that stands");
  return call.is_malformed() ? std::nullopt : std::optional{ok_body()};
}

control_outcome control_end_sessions(control_call& call) {
  const auto user = call.fields.required_text("user");
  if (call.is_malformed())
    return std::nullopt;
  for (const auto id : call.core.sessions.sessions_of(user))
    call.core.end_session(id);
  return ok_body();
}

control_outcome control_settings(control_call& call) {
  auto wanted = call.core.venue.settings();
  const auto document
    = json::exact_document::parse(call.request.body.empty() ? "{}" : call.request.body);
  for (const auto value : document->root())
    if (const auto set = set_setting(wanted, value.name(), setting_text(value)); !set) {
      call.fields.fail(value.name(), set.error().sentence);
      return std::nullopt;
    }
  call.core.venue.settings() = wanted;
  return settings_json(wanted);
}

} // namespace riskd::simulator
