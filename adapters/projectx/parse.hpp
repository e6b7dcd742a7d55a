#pragma once

#include "adapters/json/exact_value.hpp"
#include "domain/events.hpp"
#include "domain/instrument.hpp"

#include <optional>
#include <variant>

namespace riskd::projectx {

/// A row read from a payload, or why the payload lacks what the row requires (R-E-3).
template <class Row>
using reading = std::variant<Row, domain::rejected_payload>;

// Each function reads the bare data object of one entity, the same on the stream, over REST and in
// replay files (`projectx-gateway.md` section 2 and 4.6). Unknown members are ignored (R-E-2).

/// Requires `id`, `tickSize` > 0 and `tickValue` > 0 (R-E-6).
[[nodiscard]] reading<domain::contract_row> read_contract(const json::exact_value& data);

/// Requires `id` (R-E-8). A side outside {0,1} and a size below 1 count as absent (R-Y-2).
[[nodiscard]] reading<domain::trade_row> read_trade(const json::exact_value& data);

/// Requires `id`, `contractId`, `side`, `size` >= 1 and `status` (R-E-12).
[[nodiscard]] reading<domain::order_row> read_order(const json::exact_value& data);

/// Requires `contractId` and a size, or type 0 in place of a size (R-E-16, R-Y-29).
[[nodiscard]] reading<domain::position_row> read_position(const json::exact_value& data);

/// Requires `id` (R-E-22).
[[nodiscard]] reading<domain::account_row> read_account(const json::exact_value& data);

/// Reads what changed in the quote of `contract`; nothing is required besides (R-E-7).
[[nodiscard]] domain::quote_delta read_quote(const domain::contract_id& contract,
                                             const json::exact_value& data);

/// Reads a print of the tape as a quote that carries a last price and nothing else.
[[nodiscard]] domain::quote_delta read_print(const domain::contract_id& contract,
                                             const json::exact_value& data);

/// The contract that a market payload names itself, by `contractId`.
[[nodiscard]] std::optional<domain::contract_id> contract_in(const json::exact_value& data);

/// The account that a payload names: `id` of an account, `accountId` of anything else.
[[nodiscard]] std::optional<domain::account_id> account_in(domain::entity_kind kind,
                                                           const json::exact_value& data);

/// Reads the payload of one account's event on the stream, where an order's own id may come as
/// `orderId` (`projectx-gateway.md` 4.6.1). @pre `kind` is trade, order, position or account
[[nodiscard]] domain::account_payload read_account_payload(domain::entity_kind kind,
                                                           const json::exact_value& data);

/// Reads the payload of one line of a recording. Its account is known, so that an account row needs
/// no `id` of its own (R-Y-12). @pre `kind` is trade, order, position or account
[[nodiscard]] domain::account_payload read_recorded_payload(domain::entity_kind kind,
                                                            domain::account_id account,
                                                            const json::exact_value& data);

} // namespace riskd::projectx
