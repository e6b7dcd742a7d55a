#include "domain/stop_coverage.hpp"

namespace riskd::domain {

namespace {

bool protects(const order_row& order, const rules::no_stop_loss_grace& rule) {
  const bool has_price = order.stop_price && *order.stop_price > price{};
  switch (order.type) {
    case order_type::stop:
      return has_price;
    case order_type::trailing_stop:
      return true;
    case order_type::stop_limit:
      return rule.accept_stop_limit && has_price;
    default:
      return false;
  }
}

} // namespace

bool is_working(const order_row& order) {
  return order.status == order_status::open || order.status == order_status::pending;
}

quantity protection_of(const account_state& state, const position& held,
                       const rules::no_stop_loss_grace& rule) {
  quantity covered;
  for (const auto* order : exit_stops(state, held))
    if (protects(*order, rule))
      covered += order->remaining();
  return covered;
}

quantity demanded_protection(const position& held, const rules::no_stop_loss_grace& rule) {
  return rule.require_full_coverage ? held.size : quantity{1};
}

std::vector<const order_row*> exit_stops(const account_state& state, const position& held) {
  std::vector<const order_row*> found;
  for (const auto& [id, order] : state.orders.live())
    if (is_working(order) && is_protective_exit(order, &held))
      found.push_back(&order);
  return found;
}

quantity remaining_of(const std::vector<const order_row*>& orders) {
  quantity total;
  for (const auto* order : orders)
    total += order->remaining();
  return total;
}

} // namespace riskd::domain
