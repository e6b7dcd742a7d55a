#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace riskd::domain {

/// Everything that can ask for a lock or a command: the thirteen rules and the system's own causes.
/// Values are stored in the journal and order the verdicts of a step (R-X-3): they never change.
enum class rule_id : std::uint8_t {
  max_contracts = 1,
  max_contracts_per_instrument = 2,
  daily_realized_loss = 3,
  daily_unrealized_loss = 4,
  max_unrealized_profit = 5,
  trade_frequency_limit = 6,
  cooldown_after_loss = 7,
  no_stop_loss_grace = 8,
  session_block_outside = 9,
  auth_loss_guard = 10,
  symbol_blocks = 11,
  trade_management = 12,
  daily_realized_profit = 13,
  /// The store was lost or corrupt, so locks may have been lost (R-L-15).
  system_state = 101,
  /// The account's actors failed more often than the budget allows (R-L-16).
  system_supervision = 102,
  /// Safe mode of an account whose events can no longer be judged (R-F-19).
  system_safe_mode = 103,
};

/// `RULE-003`, `SYS-STATE` (R-J-12, R-L-15).
const char* to_string(rule_id x);

/// The inverse of `to_string`.
[[nodiscard]] std::optional<rule_id> parse_rule_id(std::string_view text);

/// The rule that is stored under the number, if there is one.
[[nodiscard]] std::optional<rule_id> rule_id_of(std::int64_t number);

/// The key of the rule's block in the configuration, for example `daily_realized_loss`; empty for
/// the system's own causes.
[[nodiscard]] std::string_view config_key(rule_id x);

/// Place in the order in which a merged command names its rule: lower comes first (R-X-7).
[[nodiscard]] int command_rank(rule_id x);

} // namespace riskd::domain
