#pragma once

#include "domain/ports/broker_port.hpp"
#include "domain/records.hpp"

#include <cstdint>
#include <optional>
#include <variant>

namespace riskd::domain {

// The vocabulary of recorded events and of what the engine answers to them (`rules.md` section 13).

/// Time passes; nothing else happens (R-E-24).
struct clock_tick {};

/// What one line of a recording says. `link_changed::reason` is empty.
using replay_report = std::variant<account_event, unattributed_payload, contract_row, quote_delta,
                                   link_changed, clock_tick>;

/// One line of a recording.
struct replay_event {
  /// Number of the line in its file, from 1; blank lines count (R-J-1).
  std::uint64_t line = 0;
  time_point at;
  replay_report what;
};

/// One record of the output (R-J-11); whoever writes it numbers it.
struct replay_record {
  time_point at;
  /// The input line that caused it; empty for a timer.
  std::optional<std::uint64_t> line;
  std::optional<account_id> account;
  decision what;
};

} // namespace riskd::domain
