#include "config/rules/rule_table.hpp"

#include "config/leaves.hpp"
#include "config/tightening.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>

namespace riskd::config {

namespace {

node make_rules_section() {
  std::vector<node> blocks;
  for (const auto& entry : rule_table()) {
    auto parameters = entry.parameters;
    parameters.insert(
      parameters.begin(),
      tightened_by(true, flag("enabled", "true", "Off keeps the block without applying it.")));
    auto block
      = section(std::string{domain::config_key(entry.id)}, entry.meaning, std::move(parameters));
    block.settle = entry.settle;
    block.optional = true;
    block.nullable = true;
    blocks.push_back(std::move(block));
  }
  return section("rules", "The rules; one without a block is off.", std::move(blocks));
}

} // namespace

const std::vector<rule_entry>& rule_table() {
  static const auto table = std::vector<rule_entry>{
    max_contracts_entry(),         max_contracts_per_instrument_entry(),
    daily_realized_loss_entry(),   daily_unrealized_loss_entry(),
    max_unrealized_profit_entry(), trade_frequency_limit_entry(),
    cooldown_after_loss_entry(),   no_stop_loss_grace_entry(),
    session_block_outside_entry(), auth_loss_guard_entry(),
    symbol_blocks_entry(),         trade_management_entry(),
    daily_realized_profit_entry(),
  };
  return table;
}

const rule_entry* find_rule(std::string_view key) {
  const auto& table = rule_table();
  const auto found = std::find_if(table.begin(), table.end(), [key](const rule_entry& x) {
    return domain::config_key(x.id) == key;
  });
  return found == table.end() ? nullptr : &*found;
}

const node& rules_section() {
  static const auto whole = make_rules_section();
  return whole;
}

const node& rule_block(domain::rule_id id) {
  const auto* found = find_member(rules_section(), domain::config_key(id));
  RISKD_EXPECTS(found != nullptr);
  return *found;
}

const value* rule_value(const value& tree, domain::rule_id id, std::string_view key) {
  return tree.find({"rules", domain::config_key(id), key});
}

bool is_active(const value& tree, domain::rule_id id) {
  const auto* block = tree.find({"rules", domain::config_key(id)});
  if (!block || block->kind != value_kind::object)
    return false;
  const auto* enabled = block->find("enabled");
  return !enabled || enabled->kind != value_kind::flag || enabled->flag;
}

} // namespace riskd::config
