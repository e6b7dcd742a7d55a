#include "domain/account_report.hpp"

#include "domain/pnl.hpp"
#include "domain/rules/evaluation.hpp"

#include <algorithm>
#include <exception>

namespace riskd::domain {

namespace {

/// Figures of an account that may be beyond what can be computed: status must not end the one who
/// tells it. What cannot be computed is left out, and `complete` says so.
template <class Compute>
auto computed(bool& complete, Compute compute) -> decltype(compute()) {
  try {
    return compute();
  } catch (const std::exception&) {
    complete = false;
    return {};
  }
}

/// Sum of what working stops on the exit side still cover.
quantity stop_coverage_of(const account_state& state, const position& held) {
  quantity covered;
  for (const auto& [id, order] : state.orders.live()) {
    const bool works = order.status == order_status::open || order.status == order_status::pending;
    if (works && is_protective_exit(order, &held))
      covered += std::max(quantity{}, order.remaining());
  }
  return covered;
}

position_status describe_position(const account_state& state, const position& held,
                                  const account_settings& settings, bool& complete) {
  position_status out;
  out.held = held;
  out.product = facts_of(state, held.contract)->product;
  if (const auto market = state.quotes->find(held.contract); market != state.quotes->end()) {
    out.mark_time = market->second.received;
    out.mark = computed(complete, [&] {
      const auto mark = mark_of(market->second, held.held, settings);
      return mark ? std::optional{to_string(*mark)} : std::nullopt;
    });
  }
  out.unrealized = computed(complete, [&] { return unrealized_of(state, held, settings); });
  out.stop_coverage = computed(complete, [&] { return stop_coverage_of(state, held); });
  return out;
}

rule_status describe_rule(const rules::any_rule& rule, const rules::account_view& view,
                          const account_circumstances& around) {
  rule_status out;
  out.rule = rules::id_of(rule);
  out.enabled = true;
  out.failed = around.failed_rules.contains(out.rule);
  const auto proof = std::find_if(around.proofs.begin(), around.proofs.end(),
                                  [&](const rule_proof& x) { return x.rule == out.rule; });
  out.armed = proof != around.proofs.end() && proof->armed && !out.failed;
  out.failed = out.failed || (proof != around.proofs.end() && !proof->armed);
  const auto& binding = view.binding;
  out.in_breach = binding.locks.find(out.rule)
                  || std::any_of(binding.episodes.begin(), binding.episodes.end(),
                                 [&](const auto& row) { return row.first.rule == out.rule; });
  // A rule that cannot be judged cannot be read either.
  if (around.failed_rules.contains(out.rule))
    return out;
  bool readable = true;
  const auto reading = computed(readable, [&] { return rules::read_rule(rule, view); });
  out.failed = out.failed || !readable;
  if (reading) {
    out.observed = reading->observed;
    out.limit = reading->limit;
    out.utilisation_percent = reading->utilisation_percent;
  }
  return out;
}

/// All thirteen, so that nobody takes a rule that is off for one that is armed.
void describe_rules(std::vector<rule_status>& out, const rules::account_view& view,
                    const account_circumstances& around) {
  const auto& active = view.settings.rules.all();
  for (auto number = static_cast<int>(rule_id::max_contracts);
       number <= static_cast<int>(rule_id::daily_realized_profit); ++number) {
    const auto id = static_cast<rule_id>(number);
    const auto found = std::find_if(active.begin(), active.end(),
                                    [id](const auto& x) { return rules::id_of(x) == id; });
    if (found != active.end()) {
      out.push_back(describe_rule(*found, view, around));
      continue;
    }
    rule_status off;
    off.rule = id;
    out.push_back(std::move(off));
  }
}

void judge_protection(account_status& out, const account_circumstances& around, bool complete) {
  const auto because = [&](std::string reason) {
    out.reasons.push_back(std::move(reason));
  };
  if (!around.impairment.empty())
    because(around.impairment);
  for (const auto rule : around.failed_rules)
    because(std::string{to_string(rule)} + " failed and is not being judged");
  for (const auto& proof : around.proofs)
    if (!proof.armed && !around.failed_rules.contains(proof.rule))
      because(std::string{to_string(proof.rule)} + " did not pass its self-test: " + proof.reason);
  if (!around.store_writable)
    because("the store cannot be written");
  if (!around.listed)
    because("the broker does not list the account any more: ask the broker");
  if (!complete)
    because("some of its figures are beyond what can be computed");
  if (!out.reasons.empty()) {
    out.state = protection::unprotected;
    return;
  }
  if (!around.merged)
    because("waiting for the account to be compared with the broker");
  else if (!around.settings_stored)
    because("waiting for its configuration to be stored");
  if (!out.reasons.empty()) {
    out.state = protection::starting;
    return;
  }
  if (!around.user_hub_up)
    because("the event stream is down; positions and orders are polled");
  if (around.user_hub_up && around.comparing)
    because("the event stream is back; comparing with the broker");
  if (!around.rest_up)
    because("the broker does not answer requests; events are judged, commands are tried again");
  else if (!around.unanswered.empty())
    because("the broker did not answer everything: " + around.unanswered);
  if (!around.market_hub_up)
    because("the quote stream is down; marks and open results grow old");
  if (!out.reasons.empty())
    out.state = protection::degraded;
  else
    out.state = out.mode == account_mode::shadow ? protection::shadow : protection::protected_;
}

} // namespace

account_status describe(const account_state& state, const standing& binding,
                        const account_settings& settings, const account_circumstances& around) {
  account_status out;
  out.name = state.name.empty() ? settings.name : state.name;
  out.id = state.id;
  out.mode = settings.mode;
  out.can_trade = state.can_trade;
  out.balance = state.balance;
  bool complete = true;
  out.realized = computed(complete, [&] { return realized_today(state, settings); });
  const auto open = computed(complete, [&] { return unrealized_of(state, settings); });
  out.unrealized = open.amount;
  out.unrealized_complete = open.complete;
  out.day = state.day;
  for (const auto& [contract, held] : state.positions->open())
    out.positions.push_back(describe_position(state, held, settings, complete));
  for (const auto& [id, order] : state.orders.live())
    out.live_orders.push_back(order);
  const auto view = rules::account_view{state, binding, settings};
  describe_rules(out.rules, view, around);
  out.locks = binding.locks.all();
  out.safe = binding.safe;
  out.enforcement = around.enforcement;
  out.last_reconciled = around.last_reconciled;
  out.discrepancies = around.discrepancies;
  out.self_tested = around.self_tested;
  out.events_applied = around.events_applied;
  out.events_quarantined = around.events_quarantined;
  const auto* profit = settings.rules.find<rules::daily_realized_profit>();
  if (profit && binding.locks.find(profit->id))
    out.notice = profit->message;
  out.config_hash = settings.config_hash;
  out.pending = around.pending;
  judge_protection(out, around, complete);
  return out;
}

} // namespace riskd::domain
