#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/breach_story.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace riskd::sqlite {

/// Reads a row of `breaches` with `name`, the account's name.
[[nodiscard]] domain::result<domain::past_breach> read_past_breach(const row& from);

/// A stretch of time of one account, without its end.
struct account_stretch {
  domain::account_id account;
  domain::time_point from;
  domain::time_point to;
};

/// The commands that were decided then, each with the first answer to it, in the order of their
/// decision.
/// @param count At most so many, the first ones.
[[nodiscard]] domain::result<std::vector<domain::past_command>>
read_commands(connection& database, const account_stretch& wanted, std::int64_t count);

/// The first event that was received at `instant` or later: rows are in the order of arrival.
[[nodiscard]] domain::result<std::int64_t> first_event_from(connection& database,
                                                            domain::time_point instant);

/// The number of the first record of the newest audit chain that was made at `instant` or later.
[[nodiscard]] domain::result<std::int64_t>
first_record_from(connection& database, std::int64_t chain, domain::time_point instant);

} // namespace riskd::sqlite
