#include "config/rules/rule_table.hpp"

#include "config/leaves.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>
#include <array>

namespace riskd::config {

namespace {

/// The thirteen rules, whether this version has them or not.
constexpr auto first_rule = domain::rule_id::max_contracts;
constexpr auto last_rule = domain::rule_id::daily_realized_profit;

std::string explain_unknown_rule(const std::string& key) {
  for (auto number = static_cast<int>(first_rule); number <= static_cast<int>(last_rule);
       ++number) {
    const auto id = static_cast<domain::rule_id>(number);
    if (domain::config_key(id) == key)
      return std::string{to_string(id)} + " " + key + ", which this version does not have";
  }
  return {};
}

node make_rules_section() {
  std::vector<node> blocks;
  for (const auto& entry : rule_table()) {
    auto parameters = entry.parameters;
    parameters.insert(parameters.begin(),
                      flag("enabled", "true", "Off keeps the block without applying it."));
    auto block
      = section(std::string{domain::config_key(entry.id)}, entry.meaning, std::move(parameters));
    block.optional = true;
    block.nullable = true;
    blocks.push_back(std::move(block));
  }
  auto out = section("rules", "The rules; one without a block is off.", std::move(blocks));
  out.explain_unknown = explain_unknown_rule;
  return out;
}

} // namespace

const std::vector<rule_entry>& rule_table() {
  static const auto table = std::vector<rule_entry>{
    max_contracts_entry(),
    max_contracts_per_instrument_entry(),
    daily_realized_loss_entry(),
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

bool is_active(const value& tree, domain::rule_id id) {
  const auto* block = tree.find({"rules", domain::config_key(id)});
  if (!block || block->kind != value_kind::object)
    return false;
  const auto* enabled = block->find("enabled");
  return !enabled || enabled->kind != value_kind::flag || enabled->flag;
}

} // namespace riskd::config
