#pragma once

#include "domain/events.hpp"

#include <cstdint>

namespace riskd::bench {

/// The one contract that is traded.
[[nodiscard]] domain::contract_row traded_contract();

/// How many events one round trip has: two orders, each first working and then filled, two trades,
/// and the position opening and closing.
constexpr std::uint64_t events_per_round_trip = 8;

/// The `number`th event of an account that trades all day: no two are alike, and profit and loss
/// even out.
/// @param account Makes ids differ between accounts.
[[nodiscard]] domain::account_payload event_of_day(std::uint64_t account, std::uint64_t number,
                                                   domain::time_point now);

} // namespace riskd::bench
