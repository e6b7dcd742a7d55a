#pragma once

#include "domain/events.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/time.hpp"

#include <optional>

namespace riskd::domain {

/// One fill as the ledger keeps it (R-E-9). The trade time decides its trading day and never
/// changes.
struct ledger_row {
  trade_id id;
  time_point at;
  std::optional<order_id> order;
  std::optional<contract_id> contract;
  std::optional<riskd::domain::side> side;
  std::optional<quantity> size;
  std::optional<riskd::domain::price> price;
  std::optional<money> profit_and_loss;
  money fees;
  money commissions;
  bool voided = false;
  /// A closing fill that, when it was first applied, turned the position round or added to it: it
  /// counts as an entry as well (R-006-2, R-Y-1).
  bool reverses = false;

  friend bool operator==(const ledger_row&, const ledger_row&) = default;
};

} // namespace riskd::domain
