#pragma once

#include "domain/account_settings.hpp"
#include "domain/quote.hpp"
#include "tests/support/scenario_engine.hpp"

#include <string_view>

namespace riskd::test {

/// T0 of the scenarios (`rules.md` 14.1).
[[nodiscard]] domain::time_point start_time();

/// T0 plus so many seconds, such as `0.25`.
[[nodiscard]] domain::time_point at(std::string_view seconds);

/// The row that the shorthand describes, for example `MNQ L2@21000 id1 ct0`.
[[nodiscard]] domain::position_row position_called(std::string_view text);

/// For example `#11 MNQ sell stop n2 @20950 st1`.
[[nodiscard]] domain::order_row order_called(std::string_view text);

/// For example `#1 -450 id7 fee0.5`; the trade time is T0 unless `atS` is given.
[[nodiscard]] domain::trade_row trade_called(std::string_view text);

/// For example `MNQ 21000 b20999.75 a21000`.
[[nodiscard]] domain::quote_delta quote_called(std::string_view text);

/// Account 1 after the input under the configuration.
[[nodiscard]] scenario_engine::account account_after(std::string_view configuration,
                                                     std::string_view input);

} // namespace riskd::test
