#include "domain/ledger.hpp"

#include "domain/contract_check.hpp"

#include <utility>

namespace riskd::domain {

namespace {

ledger_row row_from(const trade_row& event, time_point now, bool reverses) {
  return ledger_row{event.id,
                    event.created.value_or(now),
                    event.order,
                    event.contract,
                    event.side,
                    event.size,
                    event.price,
                    event.profit_and_loss,
                    event.fees.value_or(money{}),
                    event.commissions.value_or(money{}),
                    event.voided.value_or(false),
                    reverses};
}

/// Overwrites `stored` if `given` is present. Returns whether that changed its value.
template <class Stored, class Given>
bool merge(Stored& stored, const std::optional<Given>& given) {
  if (!given || stored == *given)
    return false;
  stored = *given;
  return true;
}

/// Merges the event into a known row. Returns whether a member that matters changed (R-E-10).
bool merge(ledger_row& row, const trade_row& event) {
  merge(row.contract, event.contract);
  merge(row.price, event.price);
  bool corrected = merge(row.profit_and_loss, event.profit_and_loss);
  corrected |= merge(row.fees, event.fees);
  corrected |= merge(row.commissions, event.commissions);
  corrected |= merge(row.order, event.order);
  corrected |= merge(row.side, event.side);
  corrected |= merge(row.size, event.size);
  corrected |= merge(row.voided, event.voided);
  return corrected;
}

void add(day_totals& totals, const ledger_row& row, std::int64_t sign) {
  if (row.voided)
    return;
  const auto gross = row.profit_and_loss.value_or(money{});
  const auto costs = row.fees + row.commissions;
  totals.gross = sign > 0 ? totals.gross + gross : totals.gross - gross;
  totals.costs = sign > 0 ? totals.costs + costs : totals.costs - costs;
  totals.trades += sign;
}

} // namespace

const char* to_string(trade_change x) {
  switch (x) {
    case trade_change::inserted:
      return "inserted";
    case trade_change::duplicate:
      return "duplicate";
    case trade_change::corrected:
      return "corrected";
  }
  return "unlisted";
}

money contribution_of(const ledger_row& row, pnl_basis basis) {
  if (row.voided)
    return {};
  const auto gross = row.profit_and_loss.value_or(money{});
  return basis == pnl_basis::net ? gross - row.fees - row.commissions : gross;
}

trade_change ledger::apply(const trade_row& row, time_point now, bool reverses) {
  const auto* known = rows_.find(row.id);
  if (!known) {
    const auto inserted = row_from(row, now, reverses);
    count(inserted, +1);
    rows_.set(row.id, inserted);
    return trade_change::inserted;
  }
  auto merged = *known;
  const bool corrected = merge(merged, row);
  if (merged == *known)
    return trade_change::duplicate;
  count(*known, -1);
  count(merged, +1);
  rows_.set(row.id, std::move(merged));
  return corrected ? trade_change::corrected : trade_change::duplicate;
}

void ledger::restore(const ledger_row& row) {
  if (const auto* known = rows_.find(row.id))
    count(*known, -1);
  count(row, +1);
  rows_.set(row.id, row);
}

ledger ledger::counted_by(const reset_rule& days) const {
  auto out = ledger{days};
  for_each([&](const ledger_row& row) { out.restore(row); });
  return out;
}

day_totals ledger::totals_of(const trading_day& day) const {
  const auto found = totals_->find(day.begin);
  return found == totals_->end() ? day_totals{} : found->second;
}

std::map<time_point, day_totals> ledger::recomputed_totals() const {
  std::map<time_point, day_totals> totals;
  for_each([&](const ledger_row& row) { add(totals[day_at(days_, row.at).begin], row, +1); });
  return totals;
}

void ledger::count(const ledger_row& row, std::int64_t sign) {
  if (!newest_day_.contains(row.at))
    newest_day_ = day_at(days_, row.at);
  add(totals_.edit()[newest_day_.begin], row, sign);
}

} // namespace riskd::domain
