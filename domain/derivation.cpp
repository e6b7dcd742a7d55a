#include "domain/derivation.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

namespace riskd::domain {

namespace {

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

rules::found_breach daily_breach(rule_id rule, money figure, money limit, time_point until) {
  return {verdict{rule,
                  verdict_scope::account,
                  std::nullopt,
                  {},
                  std::nullopt,
                  figure,
                  limit,
                  measure_unit::usd,
                  remedy::flatten_and_lock,
                  lock_request{rule, lock_kind::hard, lock_policy::flatten, until}},
          std::nullopt};
}

} // namespace

rules::judgement derive_from_trades(const rules::account_view& view) {
  rules::judgement found;
  const auto until = view.state.day.end;
  const auto* loss = view.settings.rules.find<rules::daily_realized_loss>();
  if (loss && !view.binding.locks.find(loss->id))
    if (const auto figure = first_prefix(view, [&](money sum) { return sum <= loss->limit; }))
      found.breaches.push_back(daily_breach(loss->id, *figure, loss->limit, until));
  const auto* profit = view.settings.rules.find<rules::daily_realized_profit>();
  if (profit && !view.binding.locks.find(profit->id))
    if (const auto figure = first_prefix(view, [&](money sum) { return sum >= profit->target; }))
      found.breaches.push_back(daily_breach(profit->id, *figure, profit->target, until));
  return found;
}

rules::judgement with_derived(rules::judgement found, const rules::account_view& view) {
  for (auto& derived : derive_from_trades(view).breaches) {
    const auto same = [&](const rules::found_breach& x) {
      return x.what.rule == derived.what.rule;
    };
    if (std::none_of(found.breaches.begin(), found.breaches.end(), same))
      found.breaches.push_back(std::move(derived));
  }
  std::stable_sort(found.breaches.begin(), found.breaches.end(),
                   [](const rules::found_breach& a, const rules::found_breach& b) {
                     return a.what.rule < b.what.rule;
                   });
  return found;
}

} // namespace riskd::domain
