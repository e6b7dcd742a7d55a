#pragma once

#include "domain/account_settings.hpp"
#include "domain/chunked_map.hpp"
#include "domain/ledger_row.hpp"
#include "domain/shared_part.hpp"
#include "domain/trading_day.hpp"

#include <cstdint>
#include <map>

namespace riskd::domain {

/// What a trade event did (R-E-9, R-E-10).
enum class trade_change : std::uint8_t { inserted, duplicate, corrected };

const char* to_string(trade_change x);

/// Sums over the non-voided trades of one trading day.
struct day_totals {
  /// Sum of `profitAndLoss`.
  money gross;
  /// Sum of fees and commissions, opening half-turns included.
  money costs;
  /// Number of non-voided trades.
  std::int64_t trades = 0;

  [[nodiscard]] money realized(pnl_basis basis) const {
    return basis == pnl_basis::net ? gross - costs : gross;
  }

  friend bool operator==(const day_totals&, const day_totals&) = default;
};

/// What one row contributes to its day (R-V-17).
[[nodiscard]] money contribution_of(const ledger_row& row, pnl_basis basis);

/// The fills of one account, and their sums per trading day kept as they change.
class ledger {
public:
  ledger() = default;

  explicit ledger(reset_rule days) : days_(std::move(days)) {
  }

  /// Applies a trade row: a new id is inserted with `now` as trade time if it has none, a known one
  /// is merged (R-E-9, R-E-10).
  /// @param reverses Whether the fill, if it is new, turns its position round (R-006-2)
  trade_change apply(const trade_row& row, time_point now, bool reverses = false);

  /// Puts a stored row back, replacing one of the same id.
  void restore(const ledger_row& row);

  [[nodiscard]] const ledger_row* find(trade_id id) const {
    return rows_.find(id);
  }

  /// The days by which it counts.
  [[nodiscard]] const reset_rule& days() const {
    return days_;
  }

  /// The same rows, counted by other days.
  [[nodiscard]] ledger counted_by(const reset_rule& days) const;

  /// Sums of the day that begins at `day.begin`; zero if it has no trades.
  [[nodiscard]] day_totals totals_of(const trading_day& day) const;

  /// Every row, ascending by id.
  template <class Visitor>
  void for_each(Visitor&& visit) const {
    rows_.for_each([&](const trade_id&, const ledger_row& row) { visit(row); });
  }

  [[nodiscard]] std::size_t size() const {
    return rows_.size();
  }

  /// Sums of all days, worked out again from the rows. What `totals_of` keeps must equal this.
  [[nodiscard]] std::map<time_point, day_totals> recomputed_totals() const;

  friend bool operator==(const ledger& a, const ledger& b) {
    return a.rows_ == b.rows_ && a.totals_ == b.totals_;
  }

private:
  void count(const ledger_row& row, std::int64_t sign);

  reset_rule days_;
  /// The day that was last needed; nearly every trade belongs to it.
  trading_day newest_day_;
  chunked_map<trade_id, ledger_row> rows_;
  shared_part<std::map<time_point, day_totals>> totals_;
};

} // namespace riskd::domain
