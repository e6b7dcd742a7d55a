#include "config/leaves.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"
#include "domain/instrument.hpp"

#include <string>

namespace riskd::config {

namespace {

/// E-10.
void check_block_all(const value& block, problem_list& problems) {
  const auto* allowed = block.find("allow_block_all");
  const auto* symbols = block.find("blocked_symbols");
  if (!symbols || !allowed || allowed->kind != value_kind::flag || allowed->flag)
    return;
  for (const auto& each : symbols->items)
    if (each.kind == value_kind::text && each.text.find_first_not_of('*') == std::string::npos)
      problems.add(problem_code::block_all, each, '"' + each.text + "\", which blocks everything",
                   "a narrower pattern, or allow_block_all beside it");
}

} // namespace

rule_entry symbol_blocks_entry() {
  rule_entry out;
  out.id = domain::rule_id::symbol_blocks;
  out.meaning = "Products that must not be traded at all.";
  auto symbols = list_of("blocked_symbols", text("", "", ""),
                         "Products by any of their names; `*` stands for any characters, `?` for "
                         "one, and case does not matter.");
  symbols.type = "list of patterns";
  out.parameters = {tightened_by_entries(std::move(symbols)),
                    tightened_by(false, flag("allow_block_all", "false",
                                             "Whether a pattern of nothing but `*` is meant."))};
  out.check = check_block_all;
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::symbol_blocks rule;
    for (const auto& each : list_at(block, "blocked_symbols").items)
      rule.blocked_symbols.push_back(domain::upper_case(each.text));
    return rule;
  };
  return out;
}

} // namespace riskd::config
