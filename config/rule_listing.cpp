#include "config/rule_listing.hpp"

#include "config/rules/rule_table.hpp"

#include <utility>

namespace riskd::config {

namespace {

parameter_source source_of(const value& x) {
  if (x.origin == value_origin::standard)
    return parameter_source::standard;
  if (x.origin == value_origin::preset)
    return parameter_source::preset;
  return x.pointer.starts_with("/accounts/") ? parameter_source::override_of_account
                                             : parameter_source::file;
}

void list_parameters(const value& block, const node& form, const std::string& prefix,
                     std::vector<listed_parameter>& out) {
  for (const auto& each : form.members) {
    const auto* found = block.find(each.key);
    const auto* removed = find_removed(block, each.key);
    if (found && each.kind == node_kind::section)
      list_parameters(*found, each, prefix + each.key + ".", out);
    else if (found)
      out.push_back({prefix + each.key, canonical_json(*found), source_of(*found)});
    else if (removed)
      out.push_back({prefix + each.key, "null", source_of(*removed)});
  }
}

} // namespace

std::vector<listed_rule> list_rules(const value& tree) {
  std::vector<listed_rule> out;
  for (const auto& entry : rule_table()) {
    listed_rule rule;
    rule.id = entry.id;
    rule.is_active = is_active(tree, entry.id);
    if (const auto* block = tree.find({"rules", domain::config_key(entry.id)}))
      list_parameters(*block, rule_block(entry.id), "", rule.parameters);
    out.push_back(std::move(rule));
  }
  return out;
}

} // namespace riskd::config
