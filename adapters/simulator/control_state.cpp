#include "adapters/simulator/control_call.hpp"

#include <charconv>

namespace riskd::simulator {

namespace {

constexpr row_style state_style{wire_precision::rest, false, true};

std::string accounts_json(const exchange_state& state) {
  json_writer out;
  out.begin_array();
  for (const auto* x : state.ledger.accounts()) {
    out.begin_object().member("user", x->user).member("auto_oco", x->auto_oco_brackets);
    out.key("account").raw(account_json(*x, state_style));
    out.key("positions").begin_array();
    for (const auto& held : state.ledger.positions(x->id))
      out.raw(position_json(held, state.contracts.at(held.contract), state_style));
    out.end_array().key("orders").begin_array();
    for (const auto* row : state.orders.of_account(x->id))
      out.raw(order_json(*row, state.contracts.at(row->contract), state_style));
    out.end_array().key("trades").begin_array();
    for (const auto& row : state.ledger.trades(x->id))
      out.raw(trade_json(row, state_style));
    out.end_array().end_object();
  }
  return out.end_array().take();
}

std::string markets_json(const exchange_state& state) {
  json_writer out;
  out.begin_object();
  for (const auto& [id, market] : state.board.all())
    out.key(id.value())
      .begin_object()
      .member("root", market.facts->root)
      .member("bid", market.quote.bid)
      .member("ask", market.quote.ask)
      .member("last", market.quote.last)
      .member("volume", market.quote.volume)
      .member("halted", market.halted)
      .end_object();
  return out.end_object().take();
}

std::string connections_json(const gateway_core& core) {
  json_writer out;
  out.begin_array();
  for (const auto* x : core.events.connections()) {
    out.begin_object()
      .member("hub", to_string(x->kind()))
      .member("user", x->user())
      .member("session", x->session())
      .key("topics")
      .begin_array();
    for (const auto& topic : x->topics)
      out.value(topic);
    out.end_array().end_object();
  }
  return out.end_array().take();
}

std::string sessions_json(const session_table& sessions) {
  json_writer out;
  out.begin_array();
  for (const auto& [id, x] : sessions.sessions())
    out.begin_object().member("session", id).member("user", x.user).end_object();
  return out.end_array().take();
}

template <class Fault>
void add_fault(json_writer& out, std::string_view kind, const planned_fault<Fault>& x) {
  out.begin_object().member("fault", x.id).member("kind", kind).key("remaining");
  if (x.remaining)
    out.value(*x.remaining);
  else
    out.null();
  out.end_object();
}

std::string faults_json(const fault_plan& faults) {
  json_writer out;
  out.begin_array();
  for (const auto& x : faults.call_faults())
    add_fault(out, "rest", x);
  for (const auto& x : faults.event_faults())
    add_fault(out, "event", x);
  return out.end_array().take();
}

std::string counts_json(const call_log& calls) {
  json_writer out;
  out.begin_object();
  for (const auto& [path, count] : calls.counts())
    out.member(path, count);
  return out.end_object().take();
}

} // namespace

control_outcome control_state(control_call& call) {
  const auto& core = call.core;
  const auto& state = core.venue.state();
  return json_writer{}
    .begin_object()
    .member("now", wire_time(state.now, wire_precision::rest))
    .member("paused", core.venue.is_paused())
    .key("accounts")
    .raw(accounts_json(state))
    .key("markets")
    .raw(markets_json(state))
    .key("sessions")
    .raw(sessions_json(core.sessions))
    .key("connections")
    .raw(connections_json(core))
    .key("faults")
    .raw(faults_json(core.faults))
    .key("calls")
    .raw(counts_json(core.calls))
    .end_object()
    .take();
}

control_outcome control_calls(control_call& call) {
  std::int64_t since = 0;
  if (const auto found = call.request.query.find("since"); found != call.request.query.end()) {
    const auto* end = found->second.data() + found->second.size();
    if (std::from_chars(found->second.data(), end, since).ptr != end)
      call.fields.fail("since", "is not a number");
  }
  if (call.is_malformed())
    return std::nullopt;
  json_writer out;
  out.begin_object().key("calls").begin_array();
  for (const auto& x : call.core.calls.calls())
    if (x.number > since)
      out.begin_object()
        .member("number", x.number)
        .member("at", wire_time(x.at, wire_precision::rest))
        .member("method", x.method)
        .member("path", x.path)
        .member("user", x.user)
        .member("status", static_cast<std::int64_t>(x.status))
        .member("body", x.body)
        .member("reply", x.reply)
        .end_object();
  return out.end_array().end_object().take();
}

} // namespace riskd::simulator
