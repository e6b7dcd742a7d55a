#include "adapters/simulator/control_call.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::simulator {

namespace {

constexpr auto call_actions = std::to_array<std::pair<std::string_view, call_fault_action>>({
  {"status", call_fault_action::status},
  {"refuse", call_fault_action::refuse},
  {"delay", call_fault_action::delay},
  {"never_answer", call_fault_action::never_answer},
  {"drop", call_fault_action::drop},
});

constexpr auto event_actions = std::to_array<std::pair<std::string_view, event_fault_action>>({
  {"duplicate", event_fault_action::duplicate},
  {"delay", event_fault_action::delay},
  {"reorder", event_fault_action::reorder},
  {"lose", event_fault_action::lose},
});

template <class Table>
typename Table::value_type::second_type read_action(request_fields& fields, const Table& actions) {
  const auto wanted = fields.required_text("action");
  const auto found = std::find_if(actions.begin(), actions.end(),
                                  [&](const auto& entry) { return entry.first == wanted; });
  if (found != actions.end())
    return found->second;
  fields.fail("action", "is not an action of this kind of fault");
  return {};
}

domain::duration read_milliseconds(request_fields& fields, std::string_view name) {
  return std::chrono::milliseconds{fields.integer(name).value_or(0)};
}

/// 0 means until cleared.
std::optional<std::int64_t> read_times(request_fields& fields, std::int64_t fallback) {
  const auto times = fields.integer("times").value_or(fallback);
  if (times < 0)
    fields.fail("times", "is negative");
  return times == 0 ? std::nullopt : std::optional{times};
}

std::string fault_body(std::int64_t id) {
  return json_writer{}.begin_object().member("ok", true).member("fault", id).end_object().take();
}

control_outcome add_call_fault(control_call& call) {
  auto& fields = call.fields;
  call_fault out;
  out.action = read_action(fields, call_actions);
  out.route = lower_case(fields.text("route").value_or("*"));
  out.user = fields.text("user");
  out.status = fields.integer("status").value_or(500);
  out.code = fields.integer("code").value_or(0);
  out.message = fields.text("message").value_or("");
  out.delay = read_milliseconds(fields, "delay_ms");
  out.after_acceptance = fields.boolean("after_acceptance").value_or(false);
  if (!fields.member("account").is_missing())
    if (const auto* owner = call.known_account())
      out.account = owner->id;
  if (out.status < 200 || out.status > 599)
    fields.fail("status", "is not from 200 to 599");
  if (out.action == call_fault_action::refuse && out.code == 0)
    fields.fail("code", "is required to refuse");
  const auto times = read_times(fields, 1);
  const auto skip = fields.integer("skip").value_or(0);
  if (call.is_malformed())
    return std::nullopt;
  return fault_body(call.core.faults.add(std::move(out), skip, times));
}

control_outcome add_event_fault(control_call& call) {
  auto& fields = call.fields;
  event_fault out;
  out.action = read_action(fields, event_actions);
  out.hub = call.hub_filter();
  out.user = fields.text("user");
  out.target = fields.text("target");
  out.copies = fields.integer("copies").value_or(2);
  out.delay = read_milliseconds(fields, "delay_ms");
  out.percent = fields.integer("percent").value_or(100);
  const auto times = read_times(fields, 0);
  const auto skip = fields.integer("skip").value_or(0);
  if (out.copies < 1 || out.copies > 100)
    fields.fail("copies", "is not from 1 to 100");
  if (call.is_malformed())
    return std::nullopt;
  return fault_body(call.core.faults.add(std::move(out), skip, times));
}

[[nodiscard]] bool is_meant(const hub_connection& connection, std::optional<hub_kind> hub,
                            const std::optional<std::string>& user) {
  return (!hub || *hub == connection.kind()) && (!user || *user == connection.user());
}

/// The answer of a call that did something to so many connections.
std::string connections_body(std::int64_t hit) {
  return json_writer{}
    .begin_object()
    .member("ok", true)
    .member("connections", hit)
    .end_object()
    .take();
}

/// What is done once to hub connections that exist.
void act_on(hub_connection& connection, const std::string& action, request_fields& fields) {
  if (action == "drop")
    connection.drop();
  else if (action == "half_open")
    connection.fall_silent();
  else
    connection.close(fields.text("error"), fields.boolean("allow_reconnect").value_or(false));
}

control_outcome act_on_connections(control_call& call) {
  constexpr auto actions
    = std::to_array<std::string_view>({"drop", "half_open", "close", "refuse_connections"});
  const auto action = call.fields.required_text("action");
  if (std::find(actions.begin(), actions.end(), action) == actions.end())
    call.fields.fail("action", "is not drop, half_open, close or refuse_connections");
  const auto hub = call.hub_filter();
  const auto user = call.fields.text("user");
  const auto refuse_for = read_milliseconds(call.fields, "refuse_ms");
  static_cast<void>(call.fields.text("error"));
  static_cast<void>(call.fields.boolean("allow_reconnect"));
  if (call.is_malformed())
    return std::nullopt;
  std::int64_t hit = 0;
  const auto all = call.core.events.connections();
  for (auto* connection : all)
    if (action != "refuse_connections" && is_meant(*connection, hub, user)) {
      act_on(*connection, action, call.fields);
      ++hit;
    }
  if (refuse_for > domain::duration{})
    call.core.faults.refuse_connections(hub, user, call.core.venue.now() + refuse_for);
  return connections_body(hit);
}

} // namespace

control_outcome control_fault(control_call& call) {
  const auto kind = call.fields.required_text("kind");
  if (kind == "rest")
    return add_call_fault(call);
  if (kind == "event")
    return add_event_fault(call);
  if (kind == "hub")
    return act_on_connections(call);
  call.fields.fail("kind", "is not rest, event or hub");
  return std::nullopt;
}

control_outcome control_emit(control_call& call) {
  const auto record = call.fields.required_text("record");
  const auto hub = call.hub_filter();
  const auto user = call.fields.text("user");
  if (call.is_malformed())
    return std::nullopt;
  std::int64_t hit = 0;
  const auto all = call.core.events.connections();
  for (auto* connection : all)
    if (is_meant(*connection, hub, user)) {
      connection->deliver(record, domain::duration{});
      ++hit;
    }
  return connections_body(hit);
}

control_outcome control_clear_faults(control_call& call) {
  call.core.faults.clear();
  return ok_body();
}

} // namespace riskd::simulator
