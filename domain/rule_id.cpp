#include "domain/rule_id.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <array>

namespace riskd::domain {

namespace {

struct rule_names {
  rule_id id;
  const char* text;
  std::string_view key;
};

constexpr auto names = std::to_array<rule_names>({
  {rule_id::max_contracts, "RULE-001", "max_contracts"},
  {rule_id::max_contracts_per_instrument, "RULE-002", "max_contracts_per_instrument"},
  {rule_id::daily_realized_loss, "RULE-003", "daily_realized_loss"},
  {rule_id::daily_unrealized_loss, "RULE-004", "daily_unrealized_loss"},
  {rule_id::max_unrealized_profit, "RULE-005", "max_unrealized_profit"},
  {rule_id::trade_frequency_limit, "RULE-006", "trade_frequency_limit"},
  {rule_id::cooldown_after_loss, "RULE-007", "cooldown_after_loss"},
  {rule_id::no_stop_loss_grace, "RULE-008", "no_stop_loss_grace"},
  {rule_id::session_block_outside, "RULE-009", "session_block_outside"},
  {rule_id::auth_loss_guard, "RULE-010", "auth_loss_guard"},
  {rule_id::symbol_blocks, "RULE-011", "symbol_blocks"},
  {rule_id::trade_management, "RULE-012", "trade_management"},
  {rule_id::daily_realized_profit, "RULE-013", "daily_realized_profit"},
  {rule_id::system_state, "SYS-STATE", ""},
  {rule_id::system_supervision, "SYS-SUPERVISION", ""},
  {rule_id::system_safe_mode, "SYS-SAFE", ""},
});

/// System causes first, then the list of R-X-7.
constexpr auto ranking = std::to_array({
  rule_id::system_state,
  rule_id::system_supervision,
  rule_id::system_safe_mode,
  rule_id::daily_realized_loss,
  rule_id::daily_realized_profit,
  rule_id::auth_loss_guard,
  rule_id::session_block_outside,
  rule_id::cooldown_after_loss,
  rule_id::trade_frequency_limit,
  rule_id::symbol_blocks,
  rule_id::daily_unrealized_loss,
  rule_id::max_unrealized_profit,
  rule_id::no_stop_loss_grace,
  rule_id::max_contracts_per_instrument,
  rule_id::max_contracts,
  rule_id::trade_management,
});

static_assert(names.size() == ranking.size());

const rule_names& names_of(rule_id x) {
  const auto found
    = std::find_if(names.begin(), names.end(), [x](const rule_names& row) { return row.id == x; });
  RISKD_EXPECTS(found != names.end());
  return *found;
}

} // namespace

const char* to_string(rule_id x) {
  return names_of(x).text;
}

std::optional<rule_id> rule_id_of(std::int64_t number) {
  const auto found = std::find_if(names.begin(), names.end(), [number](const rule_names& row) {
    return number == static_cast<std::int64_t>(row.id);
  });
  return found == names.end() ? std::nullopt : std::optional{found->id};
}

std::optional<rule_id> parse_rule_id(std::string_view text) {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [text](const rule_names& row) { return text == row.text; });
  return found == names.end() ? std::nullopt : std::optional{found->id};
}

std::string_view config_key(rule_id x) {
  return names_of(x).key;
}

int command_rank(rule_id x) {
  const auto found = std::find(ranking.begin(), ranking.end(), x);
  RISKD_EXPECTS(found != ranking.end());
  return static_cast<int>(found - ranking.begin());
}

} // namespace riskd::domain
