#include "domain/stop_plan.hpp"

#include "domain/pnl.hpp"
#include "domain/stop_coverage.hpp"
#include "domain/stop_level.hpp"

#include <algorithm>

namespace riskd::domain {

namespace {

/// How long a placement of which nothing is heard counts as under way (R-012-6).
constexpr auto placement_pending = std::chrono::seconds{5};

planned_command managed(command order, std::uint32_t attempt) {
  return {std::move(order), rule_id::trade_management, command_cause::manage, attempt};
}

} // namespace

void stop_planner::plan(const position& held, const std::set<order_id>& cancelled, bool may_tighten,
                        std::vector<planned_command>& commands) {
  const auto stops = exit_stops(state_, held);
  remove_surplus(held, stops, cancelled, commands);
  if (!may_tighten || !is_wanted_now(held))
    return;
  tighten(held, stops, cancelled, commands);
  place(held, stops, commands);
}

/// R-012-7: what covers more than is held goes, the newest own order first.
void stop_planner::remove_surplus(const position& held, const std::vector<const order_row*>& stops,
                                  const std::set<order_id>& cancelled,
                                  std::vector<planned_command>& commands) {
  auto surplus = remaining_of(stops) - held.size;
  for (auto each = stops.rbegin(); each != stops.rend() && surplus > quantity{}; ++each) {
    const auto& order = **each;
    if (!is_own_order(order))
      continue;
    const auto left = order.remaining();
    const bool whole = left <= surplus;
    const auto used = whole ? left : surplus;
    const auto keep = left - used;
    surplus -= used;
    auto& memory = memory_of(order);
    const bool allowed
      = whole ? permission_.may_cancel(order.id) : permission_.may_modify(order.id);
    if (cancelled.contains(order.id) || memory.surplus_pending || !allowed || !take_call())
      continue;
    memory.surplus_pending = true;
    if (whole) {
      memory.last_cancel = now_;
      commands.push_back(managed(cancel_order{order}, ++memory.cancels));
    } else {
      commands.push_back(managed(modify_order::shrink(order, keep), ++memory.modifies));
    }
  }
}

/// R-012-5
void stop_planner::tighten(const position& held, const std::vector<const order_row*>& stops,
                           const std::set<order_id>& cancelled,
                           std::vector<planned_command>& commands) {
  const auto tick = facts_of(state_, held.contract)->row->tick_size;
  const auto level = *held.stop_level;
  for (const auto* each : stops) {
    const auto& order = *each;
    if (order.type != order_type::stop || !order.stop_price || *order.stop_price <= price{}
        || cancelled.contains(order.id))
      continue;
    auto& memory = memory_of(order);
    const auto effective = memory.commanded_stop.value_or(*order.stop_price);
    const auto nearer = held.held == side::buy ? level - effective : effective - level;
    if (memory.surplus_pending || nearer < tick || !permission_.may_modify(order.id)
        || !take_call())
      continue;
    memory.commanded_stop = level;
    commands.push_back(managed(modify_order::tighten(order, held, level), ++memory.modifies));
  }
}

/// R-012-6
void stop_planner::place(const position& held, const std::vector<const order_row*>& stops,
                         std::vector<planned_command>& commands) {
  const auto* rule = settings_.rules.find<rules::trade_management>();
  const auto covered = remaining_of(stops);
  if (!rule->places_missing || covered >= held.size || is_placement_pending(held)
      || !permission_.may_place(held.contract) || !take_call())
    return;
  auto& memory = memory_.contracts[held.contract];
  memory.instance = held.instance;
  memory.size = held.size;
  memory.placed = now_;
  memory.stop_events_then = held.stop_events;
  const auto mark = *mark_of(state_.quotes->at(held.contract), held.held, settings_);
  commands.push_back(managed(place_stop{held, covered, held.size - covered, *held.stop_level, mark},
                             ++memory.places));
}

/// R-012-4
bool stop_planner::is_wanted_now(const position& held) const {
  if (!held.stop_level || !unrealized_of(state_, held, settings_))
    return false;
  const auto mark = mark_of(state_.quotes->at(held.contract), held.held, settings_);
  return mark && is_on_loss_side(held.held, *held.stop_level, *mark);
}

bool stop_planner::is_placement_pending(const position& held) const {
  const auto known = memory_.contracts.find(held.contract);
  if (known == memory_.contracts.end() || !known->second.placed)
    return false;
  return known->second.stop_events_then == held.stop_events
         && now_ - *known->second.placed < placement_pending;
}

order_memory& stop_planner::memory_of(const order_row& order) {
  auto& memory = memory_.orders[order.id];
  memory.seen = order;
  return memory;
}

bool stop_planner::take_call() {
  if (free_calls_ == 0)
    return false;
  --free_calls_;
  return true;
}

} // namespace riskd::domain
