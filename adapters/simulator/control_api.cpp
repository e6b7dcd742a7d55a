#include "adapters/simulator/control_api.hpp"

#include "adapters/simulator/control_call.hpp"

#include <algorithm>
#include <array>

namespace riskd::simulator {

namespace {

struct control_route {
  std::string_view method;
  std::string_view path;
  control_outcome (*handler)(control_call&);
};

constexpr auto control_routes = std::to_array<control_route>({
  {"POST", "/control/trader/order", trader_order},
  {"POST", "/control/trader/modify", trader_modify},
  {"POST", "/control/trader/cancel", trader_cancel},
  {"POST", "/control/trader/close", trader_close},
  {"POST", "/control/trader/flatten", trader_flatten},
  {"POST", "/control/price", control_price},
  {"POST", "/control/market", control_market},
  {"POST", "/control/halt", control_halt},
  {"POST", "/control/can_trade", control_can_trade},
  {"POST", "/control/brackets", control_brackets},
  {"POST", "/control/account", control_open_account},
  {"POST", "/control/void_trade", control_void_trade},
  {"POST", "/control/end_sessions", control_end_sessions},
  {"POST", "/control/settings", control_settings},
  {"POST", "/control/fault", control_fault},
  {"POST", "/control/emit", control_emit},
  {"POST", "/control/clear_faults", control_clear_faults},
  {"GET", "/control/state", control_state},
  {"GET", "/control/calls", control_calls},
  {"POST", "/control/quit", control_quit},
});

http_reply refusal_of(unsigned status, std::string_view why) {
  http_reply out;
  out.status = status;
  out.body
    = json_writer{}.begin_object().member("ok", false).member("error", why).end_object().take();
  return out;
}

} // namespace

http_reply control_api::handle(const http_request& request) {
  const auto path = lower_case(request.path);
  const auto route
    = std::find_if(control_routes.begin(), control_routes.end(), [&](const control_route& x) {
        return x.path == path && x.method == request.method;
      });
  if (route == control_routes.end())
    return refusal_of(404, "there is no " + request.method + " " + request.path);
  const auto document = json::exact_document::parse(request.body.empty() ? "{}" : request.body);
  if (!document)
    return refusal_of(400, document.error().sentence);
  if (!document->root().is_object())
    return refusal_of(400, "the body is not an object");
  auto call = control_call{core_, quit_, request, request_fields{document->root()}};
  auto body = route->handler(call);
  if (!body)
    return refusal_of(400, call.fields.problem());
  http_reply out;
  out.body = std::move(*body);
  return out;
}

const account* control_call::known_account() {
  const auto& ledger = core.venue.state().ledger;
  const auto wanted = fields.member("account");
  if (const auto id = wanted.integer())
    if (const auto* found = ledger.find(domain::account_id{*id}))
      return found;
  for (const auto* x : ledger.accounts())
    if (wanted.text() == x->name)
      return x;
  fields.fail("account", "is not the id or name of an account");
  return nullptr;
}

const contract_facts* control_call::known_contract() {
  const auto wanted = fields.required_text("contract");
  for (const auto& [id, facts] : core.venue.state().contracts)
    if (id.value() == wanted || facts.root == wanted)
      return &facts;
  fields.fail("contract", "is not the id or root of a listed contract");
  return nullptr;
}

std::optional<hub_kind> control_call::hub_filter() {
  const auto wanted = fields.text("hub").value_or("both");
  if (wanted == "user")
    return hub_kind::user;
  if (wanted == "market")
    return hub_kind::market;
  if (wanted != "both")
    fields.fail("hub", "is not user, market or both");
  return std::nullopt;
}

std::string ok_body() {
  return R"({"ok":true})";
}

control_outcome control_quit(control_call& call) {
  call.quit();
  return ok_body();
}

} // namespace riskd::simulator
