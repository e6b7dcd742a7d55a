#pragma once

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/story_rows.hpp"
#include "domain/day_report.hpp"

#include <cstdint>
#include <vector>

namespace riskd::sqlite {

/// Sums the fills of a trading day up to `until`, that moment included.
[[nodiscard]] domain::result<domain::trade_totals>
read_totals(connection& database, const domain::account_day& wanted, domain::time_point until);

/// The breaches of a time in their order.
/// @param count At most so many, the first ones.
[[nodiscard]] domain::result<std::vector<domain::past_breach>>
read_breaches(connection& database, const account_stretch& wanted, std::int64_t count);

} // namespace riskd::sqlite
