#pragma once

#include "domain/replay.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::test {

/// An instant from its text. @pre It is one.
domain::time_point at(std::string_view text);

/// A record of account 1.
domain::replay_record record_at(std::string_view time, std::optional<std::uint64_t> line,
                                domain::decision what);

domain::position open_position(std::string contract, std::int64_t size);

/// A working order to buy one contract.
domain::order_row live_order(std::int64_t id, std::string contract);

domain::command_record command_of(domain::command order, domain::rule_id rule,
                                  domain::command_cause cause, std::uint32_t attempt = 1);

domain::lock lock_of(domain::rule_id rule, domain::lock_kind kind, domain::lock_policy policy,
                     std::optional<domain::time_point> until);

/// A breach of RULE-003 in scope account: -550.00 at a limit of -500.00.
domain::verdict daily_loss();

} // namespace riskd::test
