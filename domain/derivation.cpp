#include "domain/derivation.hpp"

#include "domain/rules/daily_result.hpp"
#include "domain/rules/evaluate.hpp"

#include <algorithm>
#include <tuple>

namespace riskd::domain {

namespace {

using rules::found_breach;

std::vector<ledger_row> trades_of_day(const account_state& state) {
  std::vector<ledger_row> rows;
  state.trades.for_each([&](const ledger_row& row) {
    if (!row.voided && state.day.contains(row.at))
      rows.push_back(row);
  });
  std::sort(rows.begin(), rows.end(), [](const ledger_row& a, const ledger_row& b) {
    return std::tie(a.at, a.id) < std::tie(b.at, b.id);
  });
  return rows;
}

/// The first prefix sum for which `reached` holds.
template <class Reached>
std::optional<money> first_prefix(const rules::account_view& view, Reached reached) {
  money sum;
  for (const auto& row : trades_of_day(view.state)) {
    sum += contribution_of(row, view.settings.basis);
    if (reached(sum))
      return sum;
  }
  return std::nullopt;
}

void derive_day_ends(const rules::account_view& view, std::vector<found_breach>& found) {
  const auto* loss = view.settings.rules.find<rules::daily_realized_loss>();
  if (loss && !view.binding.locks.find(loss->id))
    if (const auto figure = first_prefix(view, [&](money sum) { return sum <= loss->limit; }))
      found.push_back(
        {rules::end_of_day_verdict(loss->id, *figure, loss->limit, view.state.day), {}, {}});
  const auto* profit = view.settings.rules.find<rules::daily_realized_profit>();
  if (profit && !view.binding.locks.find(profit->id))
    if (const auto figure = first_prefix(view, [&](money sum) { return sum >= profit->target; }))
      found.push_back(
        {rules::end_of_day_verdict(profit->id, *figure, profit->target, view.state.day), {}, {}});
}

/// True if the store already has a lock of this rule that ends no earlier.
bool is_bound(const standing& binding, const lock_request& wanted) {
  const auto* stored = binding.locks.find(wanted.rule);
  return stored && (!stored->until || (wanted.until && *wanted.until <= *stored->until));
}

void keep_running(const rules::judgement& step, const rules::account_view& view, time_point now,
                  std::vector<found_breach>& found) {
  for (const auto& each : step.findings) {
    const auto* breach = std::get_if<found_breach>(&each);
    if (!breach || !breach->what.lock)
      continue;
    const auto& until = breach->what.lock->until;
    if ((!until || *until > now) && !is_bound(view.binding, *breach->what.lock))
      found.push_back(*breach);
  }
}

/// Goes through the day as if it happened again; what would still bind now is kept.
void derive_cooldowns(const rules::account_view& view, time_point now,
                      std::vector<found_breach>& found) {
  const auto* frequency = view.settings.rules.find<rules::trade_frequency_limit>();
  const auto* cooldown = view.settings.rules.find<rules::cooldown_after_loss>();
  if (!frequency && !cooldown)
    return;
  auto then = view.state;
  then.activity = day_activity{then.activity.kind(), then.activity.basis()};
  const auto past = rules::account_view{then, view.binding, view.settings};
  for (const auto& row : trades_of_day(view.state)) {
    step_deltas deltas;
    then.activity.follow(std::nullopt, row, view.state.trades, view.state.day, deltas.activity);
    rules::verdicts verdicts{view.binding};
    if (frequency)
      evaluate(*frequency, past, deltas, row.at, verdicts);
    if (cooldown)
      evaluate(*cooldown, past, deltas, row.at, verdicts);
    keep_running(verdicts.take(), view, now, found);
  }
}

rule_id rule_of(const rules::finding& x) {
  if (const auto* breach = std::get_if<found_breach>(&x))
    return breach->what.rule;
  if (const auto* lock = std::get_if<lock_request>(&x))
    return lock->rule;
  if (const auto* over = std::get_if<rules::condition_over>(&x))
    return over->rule;
  // The only alert of a rule is that of the session.
  return rule_id::session_block_outside;
}

} // namespace

std::vector<found_breach> derive_from_trades(const rules::account_view& view, time_point now) {
  std::vector<found_breach> found;
  derive_day_ends(view, found);
  derive_cooldowns(view, now, found);
  return found;
}

rules::judgement with_derived(rules::judgement found, const rules::account_view& view,
                              time_point now) {
  const auto judged = found.findings;
  for (auto& derived : derive_from_trades(view, now)) {
    const auto same = [&](const rules::finding& x) {
      return rule_of(x) == derived.what.rule;
    };
    if (std::none_of(judged.begin(), judged.end(), same))
      found.findings.emplace_back(std::move(derived));
  }
  std::stable_sort(
    found.findings.begin(), found.findings.end(),
    [](const rules::finding& a, const rules::finding& b) { return rule_of(a) < rule_of(b); });
  return found;
}

} // namespace riskd::domain
