#pragma once

#include "domain/account_state.hpp"
#include "domain/rules/no_stop_loss_grace.hpp"

#include <vector>

namespace riskd::domain {

/// True for an order that the venue works on now (R-E-13).
[[nodiscard]] bool is_working(const order_row& order);

/// Sum of what is left of the working stops that protect the position, as RULE-008 counts them
/// (R-008-1, R-008-2).
[[nodiscard]] quantity protection_of(const account_state& state, const position& held,
                                     const rules::no_stop_loss_grace& rule);

/// What RULE-008 demands for a position of this size (R-008-2).
[[nodiscard]] quantity demanded_protection(const position& held,
                                           const rules::no_stop_loss_grace& rule);

/// The working stops, stop-limits and trailing stops on the exit side of the position, whatever
/// their prices, in ascending order of id (R-012-6).
[[nodiscard]] std::vector<const order_row*> exit_stops(const account_state& state,
                                                       const position& held);

/// Sum of what is left of them.
[[nodiscard]] quantity remaining_of(const std::vector<const order_row*>& orders);

} // namespace riskd::domain
