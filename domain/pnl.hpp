#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"
#include "domain/mark_price.hpp"

#include <optional>

namespace riskd::domain {

/// Returns the mark of a position on side `held`, or nothing if it is unknown (R-V-13).
[[nodiscard]] std::optional<mark_price> mark_of(const quote& market, side held,
                                                const account_settings& settings);

/// Returns the unrealized result of a position, or nothing if the position is not valued (R-V-14,
/// R-V-15).
[[nodiscard]] std::optional<money> unrealized_of(const account_state& state, const position& held,
                                                 const account_settings& settings);

/// Sum over all positions of the account; those that are not valued add nothing (R-V-14).
struct unrealized_total {
  money amount;
  bool complete = true;
};

[[nodiscard]] unrealized_total unrealized_of(const account_state& state,
                                             const account_settings& settings);

/// Realized result of the current trading day (R-V-17).
[[nodiscard]] money realized_today(const account_state& state, const account_settings& settings);

} // namespace riskd::domain
