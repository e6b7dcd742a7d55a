#pragma once

#include "adapters/simulator/contract_table.hpp"
#include "adapters/simulator/exchange.hpp"
#include "apps/risksim/options.hpp"
#include "domain/result.hpp"

namespace riskd::risksim {

/// The contracts that the command line lists, at their start prices.
[[nodiscard]] domain::result<simulator::contract_table>
listed_contracts(const options& wanted, std::chrono::year_month_day today);

/// Where their markets come from: the recorded file for its contract, random walks for the others.
/// A recorded market stands at its first price until it plays, unless a start price was given.
[[nodiscard]] domain::result<simulator::feed_source>
market_source(const options& wanted, simulator::contract_table& contracts);

} // namespace riskd::risksim
