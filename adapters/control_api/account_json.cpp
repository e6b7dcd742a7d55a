#include "adapters/control_api/account_json.hpp"

#include "adapters/control_api/configuration_json.hpp"
#include "adapters/logging/field.hpp"
#include "domain/measure.hpp"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace riskd::control_api {

namespace {

using domain::account_status;
using domain::rule_id;
using domain::time_point;

/// What the figures of a rule count, as far as they tell.
json unit_of(const domain::rule_status& rule) {
  const auto& figure = rule.observed ? rule.observed : rule.limit;
  if (!figure)
    return nullptr;
  if (std::holds_alternative<domain::money>(*figure))
    return to_string(domain::measure_unit::usd);
  switch (rule.rule) {
    case rule_id::max_contracts:
    case rule_id::max_contracts_per_instrument:
    case rule_id::no_stop_loss_grace:
    case rule_id::symbol_blocks:
      return to_string(domain::measure_unit::contracts);
    case rule_id::session_block_outside:
      return to_string(domain::measure_unit::session);
    case rule_id::auth_loss_guard:
      return to_string(domain::measure_unit::can_trade);
    default:
      return nullptr;
  }
}

const char* state_of(const domain::rule_status& rule) {
  if (rule.failed)
    return "failed";
  if (!rule.enabled)
    return "disabled";
  return rule.armed ? "armed" : "unproven";
}

/// Positions are long or short, orders buy or sell.
const char* direction(domain::side held) {
  return held == domain::side::buy ? "long" : "short";
}

json position_json(const domain::position_status& position, time_point now) {
  return {
    {"contract", position.held.contract.value()},
    {"product", position.product},
    {"direction", direction(position.held.held)},
    {"size", position.held.size.count()},
    {"average", text_or_null(position.held.average)},
    {"mark", position.mark ? json(*position.mark) : json(nullptr)},
    {"mark_time", text_or_null(position.mark_time)},
    {"mark_age_seconds", age_or_null(position.mark_time, now)},
    {"unrealized", text_or_null(position.unrealized)},
    {"stop_coverage", position.stop_coverage.count()},
    {"opened", domain::to_string(position.held.opened)},
  };
}

json order_json(const domain::order_row& order) {
  return {
    {"order", order.id.value()},
    {"contract", order.contract.value()},
    {"side", to_string(order.side)},
    {"type", to_string(order.type)},
    {"status", to_string(order.status)},
    {"size", order.size.count()},
    {"filled", order.filled.count()},
    {"limit_price", text_or_null(order.limit_price)},
    {"stop_price", text_or_null(order.stop_price)},
    {"updated", text_or_null(order.updated)},
  };
}

json baselines_json(const domain::lock_baselines& baselines) {
  auto rows = json::array();
  for (const auto& [contract, held] : baselines)
    rows.push_back({{"contract", contract.value()},
                    {"direction", direction(held.held)},
                    {"size", held.size.count()}});
  return rows;
}

json lock_json(const domain::lock& lock, time_point now) {
  return {
    {"rule", to_string(lock.rule)},
    {"scope", "account"},
    {"lock", to_string(lock.kind)},
    {"policy", to_string(lock.policy)},
    {"reason", lock_reason(lock.rule)},
    {"since", domain::to_string(lock.created)},
    {"until", text_or_null(lock.until)},
    {"remaining_seconds", remaining_or_null(lock.until, now)},
    {"day", domain::to_string(lock.day)},
    {"breach", lock.cause.value()},
    {"baseline", baselines_json(lock.baseline)},
  };
}

json enforcement_json(const domain::enforcement_status& enforcement) {
  return {
    {"active", enforcement.active},
    {"started", text_or_null(enforcement.started)},
    {"commands_sent", enforcement.commands_sent},
    {"commands_failed", enforcement.commands_failed},
    {"verified_flat", text_or_null(enforcement.verified_flat)},
  };
}

/// Null if the sum is not a number that fits: a display must not fail over it.
json total_of(const account_status& account) {
  std::int64_t units = 0;
  if (__builtin_add_overflow(account.realized.units(), account.unrealized.units(), &units))
    return nullptr;
  return to_string(domain::money{units});
}

/// When the account's day ends; empty until it is known.
std::optional<time_point> reset_of(const account_status& account) {
  return account.day ? std::optional{account.day->end} : std::nullopt;
}

bool ends_later(const domain::lock& a, const domain::lock& b) {
  if (a.until.has_value() != b.until.has_value())
    return !a.until;
  return a.until > b.until;
}

template <class Rows, class Write>
json array_of(const Rows& rows, Write write) {
  auto out = json::array();
  for (const auto& each : rows)
    out.push_back(write(each));
  return out;
}

} // namespace

json rule_json(const domain::rule_status& rule) {
  return {
    {"rule", to_string(rule.rule)},
    {"key", config_key(rule.rule)},
    {"state", state_of(rule)},
    {"observed", text_or_null(rule.observed)},
    {"limit", text_or_null(rule.limit)},
    {"unit", unit_of(rule)},
    {"utilisation_percent",
     rule.utilisation_percent ? json(*rule.utilisation_percent) : json(nullptr)},
    {"in_breach", rule.in_breach},
  };
}

json safe_mode_json(const std::optional<domain::safe_mode>& safe) {
  if (!safe)
    return nullptr;
  return {{"policy", to_string(safe->policy)},
          {"since", domain::to_string(safe->entered)},
          {"held_until", text_or_null(safe->held_until)},
          {"baseline", baselines_json(safe->baseline)}};
}

const char* lock_reason(rule_id rule) {
  switch (rule) {
    case rule_id::daily_realized_loss:
      return "daily loss limit reached";
    case rule_id::trade_frequency_limit:
      return "too many trades";
    case rule_id::cooldown_after_loss:
      return "cooldown after a loss";
    case rule_id::session_block_outside:
      return "outside trading hours";
    case rule_id::auth_loss_guard:
      return "the broker does not let the account trade";
    case rule_id::daily_realized_profit:
      return "daily profit target reached";
    case rule_id::system_state:
      return "stored locks may have been lost";
    case rule_id::system_supervision:
      return "the account's watchers failed too often";
    default:
      return "rule broken";
  }
}

json masked_id(const std::optional<domain::account_id>& id) {
  return id ? json(logging::masked(*id)) : json(nullptr);
}

json locks_json(const account_status& account, time_point now) {
  auto locks = account.locks;
  std::stable_sort(locks.begin(), locks.end(), ends_later);
  return array_of(locks, [now](const auto& each) { return lock_json(each, now); });
}

json positions_json(const account_status& account, time_point now) {
  return array_of(account.positions, [now](const auto& each) { return position_json(each, now); });
}

json orders_json(const account_status& account) {
  return array_of(account.live_orders, order_json);
}

json results_json(const account_status& account, time_point now) {
  const auto reset = reset_of(account);
  auto limits = json::array();
  for (const auto& each : account.rules)
    if (each.enabled && unit_of(each) == to_string(domain::measure_unit::usd))
      limits.push_back(rule_json(each));
  return {
    {"name", account.name},
    {"id", masked_id(account.id)},
    {"state", to_string(account.state)},
    {"locked", !account.locks.empty()},
    {"balance", text_or_null(account.balance)},
    {"realized", to_string(account.realized)},
    {"unrealized", to_string(account.unrealized)},
    {"unrealized_complete", account.unrealized_complete},
    {"total", total_of(account)},
    {"day", account.day ? json(domain::to_string(account.day->id)) : json(nullptr)},
    {"next_reset", text_or_null(reset)},
    {"next_reset_seconds", remaining_or_null(reset, now)},
    {"limits", std::move(limits)},
  };
}

json account_summary_json(const account_status& account, time_point now) {
  const auto reset = reset_of(account);
  return {
    {"name", account.name},
    {"id", masked_id(account.id)},
    {"mode", to_string(account.mode)},
    {"state", to_string(account.state)},
    {"reasons", account.reasons},
    {"locked", !account.locks.empty()},
    {"can_trade", account.can_trade},
    {"balance", text_or_null(account.balance)},
    {"realized", to_string(account.realized)},
    {"unrealized", to_string(account.unrealized)},
    {"unrealized_complete", account.unrealized_complete},
    {"total", total_of(account)},
    {"open_positions", account.positions.size()},
    {"day", account.day ? json(domain::to_string(account.day->id)) : json(nullptr)},
    {"next_reset", text_or_null(reset)},
    {"next_reset_seconds", remaining_or_null(reset, now)},
  };
}

json discrepancy_json(const domain::discrepancy& x) {
  return {{"at", domain::to_string(x.at)},
          {"kind", domain::to_string(x.kind)},
          {"entity", x.entity},
          {"local", x.local},
          {"broker", x.broker},
          {"action", x.action}};
}

json account_json(const account_status& account, time_point now) {
  auto out = account_summary_json(account, now);
  out["positions"] = positions_json(account, now);
  out["orders"] = orders_json(account);
  out["rules"] = array_of(account.rules, rule_json);
  out["locks"] = locks_json(account, now);
  out["safe_mode"] = safe_mode_json(account.safe);
  out["enforcement"] = enforcement_json(account.enforcement);
  out["self_tested"] = text_or_null(account.self_tested);
  out["last_reconciled"] = text_or_null(account.last_reconciled);
  out["last_reconciled_age_seconds"] = age_or_null(account.last_reconciled, now);
  out["discrepancies"] = array_of(account.discrepancies, discrepancy_json);
  out["events_applied"] = account.events_applied;
  out["events_quarantined"] = account.events_quarantined;
  out["notice"] = account.notice;
  out["config"] = account.config_hash;
  out["pending"] = pending_json(account.pending, reset_of(account));
  return out;
}

} // namespace riskd::control_api
