#include "adapters/simulator/rest_call.hpp"

#include <algorithm>
#include <set>

namespace riskd::simulator {

namespace {

constexpr std::int64_t order_not_found = 1;
constexpr std::int64_t page_size_default = 100;

std::string row_json(const rest_call& call, const order& x) {
  return order_json(x, call.state().contracts.at(x.contract), call.style());
}

template <class Wanted>
std::string rows_json(const rest_call& call, const std::vector<const order*>& orders,
                      Wanted&& is_wanted) {
  json_writer rows;
  rows.begin_array();
  for (const auto* x : orders)
    if (is_wanted(*x))
      rows.raw(row_json(call, *x));
  return rows.end_array().take();
}

std::optional<bracket_leg> read_leg(request_fields& fields, std::string_view name) {
  const auto found = fields.object(name);
  if (found.is_missing())
    return std::nullopt;
  auto leg = request_fields{found};
  bracket_leg out;
  out.ticks = leg.integer("ticks").value_or(0);
  out.type = static_cast<domain::order_type>(leg.integer("type").value_or(0));
  if (!leg.problem().empty())
    fields.fail(name, leg.problem());
  return out;
}

/// What `v2/query` selects (`projectx-gateway.md` 2.7.4).
struct order_filter {
  domain::account_id account;
  std::set<std::int64_t> statuses;
  std::optional<std::string> contract;
  std::optional<domain::time_point> after;
  std::optional<domain::time_point> before;

  [[nodiscard]] bool admits(const order& x) const {
    return (statuses.empty() || statuses.contains(static_cast<std::int64_t>(x.status)))
           && (!contract || *contract == x.contract.value()) && (!after || x.created >= *after)
           && (!before || x.created <= *before);
  }
};

order_filter read_filter(request_fields& fields) {
  auto inner = request_fields{fields.object("filter")};
  order_filter out;
  out.account = inner.account();
  out.contract = inner.text("contractId");
  out.after = inner.time("createdAfter");
  out.before = inner.time("createdBefore");
  for (const auto status : inner.member("statuses"))
    if (const auto number = status.integer())
      out.statuses.insert(*number);
    else
      inner.fail("statuses", "holds something else than numbers");
  if (!inner.problem().empty())
    fields.fail("filter", inner.problem());
  return out;
}

std::string place_body(const call_result& x) {
  json_writer out;
  out.begin_object().key("orderId");
  if (x.order)
    out.value(x.order->value());
  else
    out.null();
  add_envelope(out, x.code, x.message);
  return out.end_object().take();
}

} // namespace

place_request read_place_request(request_fields& fields) {
  place_request out;
  out.account = fields.account();
  out.contract = domain::contract_id{fields.required_text("contractId")};
  out.type = fields.integer("type").value_or(0);
  out.side = fields.integer("side").value_or(0);
  out.size = fields.integer("size").value_or(0);
  out.limit_price = fields.price("limitPrice");
  out.stop_price = fields.price("stopPrice");
  out.trail_price = fields.price("trailPrice");
  out.custom_tag = fields.text("customTag");
  out.stop_loss = read_leg(fields, "stopLossBracket");
  out.take_profit = read_leg(fields, "takeProfitBracket");
  return out;
}

modify_request read_modify_request(request_fields& fields) {
  modify_request out;
  out.account = fields.account();
  out.order = domain::order_id{fields.integer("orderId").value_or(0)};
  out.size = fields.integer("size");
  out.limit_price = fields.price("limitPrice");
  out.stop_price = fields.price("stopPrice");
  out.trail_price = fields.price("trailPrice");
  return out;
}

rest_outcome search_orders(rest_call& call) {
  const auto account = call.fields.account();
  const auto from = call.fields.time("startTimestamp");
  const auto to = call.fields.time("endTimestamp");
  if (call.is_malformed())
    return std::nullopt;
  if (!call.own_account(account))
    return failure_body("orders", account_not_found);
  return success_body("orders",
                      rows_json(call, call.state().orders.of_account(account), [&](const order& x) {
                        return (!from || x.created >= *from) && (!to || x.created <= *to);
                      }));
}

rest_outcome search_open_orders(rest_call& call) {
  const auto account = call.fields.account();
  if (call.is_malformed())
    return std::nullopt;
  if (!call.own_account(account))
    return failure_body("orders", account_not_found);
  // Suspended and pending orders were never seen in this reply (2.7.3).
  return success_body(
    "orders", rows_json(call, call.state().orders.of_account(account),
                        [](const order& x) { return x.status == domain::order_status::open; }));
}

rest_outcome find_order_by_id(rest_call& call) {
  const auto account = call.fields.account();
  const auto id = domain::order_id{call.fields.integer("orderId").value_or(0)};
  if (call.is_malformed())
    return std::nullopt;
  const auto* x = call.state().orders.find(id);
  if (!x || x->account != account || !call.own_account(account))
    return failure_body("order", order_not_found);
  return success_body("order", row_json(call, *x));
}

rest_outcome query_orders(rest_call& call) {
  const auto filter = read_filter(call.fields);
  const auto size = call.fields.integer("pageSize").value_or(page_size_default);
  const auto offset = call.fields.integer("pageOffset").value_or(0);
  const bool descending = call.fields.integer("sortDirection").value_or(0) == 1;
  const bool counts = call.fields.boolean("includeTotalCount").value_or(false);
  // Ids increase with creation time, so both sort keys give the same order.
  static_cast<void>(call.fields.integer("sortBy"));
  if (call.is_malformed() || size < 1 || offset < 0)
    return std::nullopt;
  if (!call.own_account(filter.account))
    return failure_body("orders", account_not_found);
  auto found = call.state().orders.of_account(filter.account);
  std::erase_if(found, [&](const order* x) { return !filter.admits(*x); });
  std::sort(found.begin(), found.end(), [&](const order* a, const order* b) {
    return descending ? b->id < a->id : a->id < b->id;
  });
  const auto total = static_cast<std::int64_t>(found.size());
  found.erase(found.begin(), found.begin() + std::min(offset, total));
  found.resize(static_cast<std::size_t>(std::min(size, static_cast<std::int64_t>(found.size()))));
  json_writer out;
  out.begin_object().key("orders").raw(rows_json(call, found, [](const order&) { return true; }));
  if (counts)
    out.member("totalCount", total);
  add_envelope(out, 0, std::nullopt);
  return out.end_object().take();
}

rest_outcome place_order(rest_call& call) {
  const auto wanted = read_place_request(call.fields);
  if (call.is_malformed())
    return std::nullopt;
  if (!call.own_account(wanted.account))
    return place_body({account_not_found, std::nullopt, std::nullopt});
  return place_body(call.venue.place(wanted));
}

rest_outcome cancel_order(rest_call& call) {
  const auto account = call.fields.account();
  const auto id = domain::order_id{call.fields.integer("orderId").value_or(0)};
  if (call.is_malformed())
    return std::nullopt;
  if (!call.own_account(account))
    return result_body({account_not_found, std::nullopt, std::nullopt});
  return result_body(call.venue.cancel(account, id));
}

rest_outcome modify_order(rest_call& call) {
  const auto wanted = read_modify_request(call.fields);
  if (call.is_malformed())
    return std::nullopt;
  if (!call.own_account(wanted.account))
    return result_body({account_not_found, std::nullopt, std::nullopt});
  return result_body(call.venue.modify(wanted));
}

} // namespace riskd::simulator
