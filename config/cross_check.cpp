#include "config/cross_check.hpp"

#include "config/inspection.hpp"
#include "config/nearest.hpp"
#include "config/preset.hpp"
#include "config/products.hpp"
#include "config/rule_relations.hpp"
#include "config/rules/rule_table.hpp"
#include "config/typed_value.hpp"
#include "domain/instrument.hpp"
#include "domain/time.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace riskd::config {

namespace {

using domain::rule_id;

bool is_text(const value* x, std::string_view text) {
  return x && x->kind == value_kind::text && x->text == text;
}

/// E-9. @param where The account, or the file itself if it lists none (R-Y-25).
void check_active_rules(const value& file, const value& tree, const value& where,
                        problem_list& problems) {
  const auto* rules = tree.find("rules");
  const auto* preset = file.find("preset");
  // A preset that was refused would have brought rules.
  if (!rules || rules->kind != value_kind::object
      || (preset && preset->kind == value_kind::unusable))
    return;
  const auto& table = rule_table();
  if (std::none_of(table.begin(), table.end(),
                   [&](const rule_entry& x) { return is_active(tree, x.id); }))
    problems.add(problem_code::no_rule, where, "no active rule", "at least one block in rules");
  const auto* required = tree.find("required_rules");
  if (!required)
    return;
  for (const auto& each : required->items) {
    const auto* entry = each.kind == value_kind::text ? find_rule(each.text) : nullptr;
    if (entry && !is_active(tree, entry->id))
      problems.add(problem_code::no_rule, where, each.text + " is not active",
                   "every rule of required_rules");
  }
}

void check_rule_blocks(const value& tree, problem_list& problems) {
  for (const auto& entry : rule_table()) {
    const auto* block = tree.find({"rules", domain::config_key(entry.id)});
    if (block && block->kind == value_kind::object && entry.check)
      entry.check(*block, problems);
  }
}

std::vector<named_product> all_products(const value& file, const value& tree) {
  auto out = products_in(file.find({"market", "subscribe"}));
  for (const auto* map :
       {rule_value(tree, rule_id::max_contracts, "weights"),
        rule_value(tree, rule_id::max_contracts_per_instrument, "instrument_limits")}) {
    const auto more = products_in(map);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

/// W-1: with net counting, long ES and short MNQ offset each other.
void check_net_counting(const value& file, const value& tree, problem_list& problems) {
  const auto* count_type = rule_value(tree, rule_id::max_contracts, "count_type");
  if (!is_active(tree, rule_id::max_contracts) || !is_text(count_type, "net"))
    return;
  std::set<std::string, std::less<>> products;
  for (const auto& each : all_products(file, tree))
    products.emplace(domain::canonical_product(each.key));
  const auto* block = tree.find({"rules", domain::config_key(rule_id::max_contracts)});
  if (products.size() > 1)
    problems.add(problem_code::net_over_products, count_type->is_default() ? *block : *count_type,
                 "count_type net with several products, which offset each other",
                 "gross, if that is not meant");
}

/// W-4: nobody knows the product, so that its limit may never apply.
void check_known_products(const value& file, const value& tree, const domain::catalogue& contracts,
                          problem_list& problems) {
  std::set<std::string, std::less<>> known;
  for (const auto& [id, row] : contracts)
    for (const auto& alias : domain::alias_set(id, &row))
      known.emplace(domain::canonical_product(alias));
  for (const auto& each : all_products(file, tree)) {
    const auto product = domain::canonical_product(each.key);
    if (!known.contains(product) && !domain::exchange_root(product))
      problems.add(problem_code::unknown_product, *each.at,
                   "product " + each.key + ", which the gateway does not list",
                   "a product of the gateway");
  }
}

/// W-6: nothing closes a position that has no stop.
void check_stop_loss_rule(const value& tree, const value& where, problem_list& problems) {
  if (!is_active(tree, rule_id::no_stop_loss_grace))
    problems.add(problem_code::no_stop_loss_rule, where,
                 "no active rule no_stop_loss_grace: positions without a stop stay open", {});
}

/// Everything about one account, or about the base where there is none.
void check_tree(const value& file, const value& tree, const value& where,
                const load_context& context, problem_list& problems) {
  check_rule_blocks(tree, problems);
  check_rule_relations(tree, context, problems);
  check_active_rules(file, tree, where, problems);
  check_net_counting(file, tree, problems);
  check_stop_loss_rule(tree, where, problems);
  if (context.contracts)
    check_known_products(file, tree, *context.contracts, problems);
}

/// E-1: which login an account belongs to.
void check_gateway_of(const value& file, const value& account, problem_list& problems) {
  std::vector<std::string> names;
  if (const auto* gateways = file.find("gateways"))
    for (const auto& each : gateways->members)
      names.push_back(each.key);
  const auto* chosen = account.find("gateway");
  if (chosen && chosen->kind != value_kind::text)
    return;
  if (!chosen && names.size() > 1)
    problems.add(problem_code::form, account, "no gateway", listed(names));
  if (chosen && std::find(names.begin(), names.end(), chosen->text) == names.end())
    problems.add(problem_code::form, *chosen, "gateway " + quotation(chosen->text),
                 names.empty() ? "nothing, because there are no gateways" : listed(names),
                 nearest(chosen->text, names));
}

/// E-7.
void check_identities(const std::vector<effective_account>& accounts, problem_list& problems) {
  std::map<std::string, std::string> ids;
  std::map<std::string, std::string> names;
  const auto check_once = [&](auto& seen, const std::string& key, const value& at) {
    const auto [first, is_new] = seen.emplace(key, at.pointer);
    if (!is_new)
      problems.add(problem_code::account_identity, at, "the same as " + first->second,
                   "each account once");
  };
  for (const auto& account : accounts) {
    const auto* id = account.identity.find("id");
    const auto* name = account.identity.find("name");
    const auto* gateway = account.identity.find("gateway");
    if (!id && !name)
      problems.add(problem_code::account_identity, account.identity, "neither name nor id",
                   "name, id or both");
    if (const auto number = usable_integer(id))
      check_once(ids, std::to_string(*number), *id);
    if (name && name->kind == value_kind::text)
      check_once(names, (gateway ? gateway->text : "") + '\n' + name->text, *name);
  }
}

/// E-13.
void check_anything_to_guard(const value& file, const std::vector<effective_account>& accounts,
                             problem_list& problems) {
  const bool guarded
    = std::any_of(accounts.begin(), accounts.end(), [](const effective_account& x) {
        const auto* enabled = x.identity.find("enabled");
        return !enabled || enabled->kind != value_kind::flag || enabled->flag;
      });
  const auto* list = file.find("accounts");
  if (!guarded && list && list->kind == value_kind::list)
    problems.add({problem_code::no_account,
                  "/accounts",
                  list->where,
                  "no enabled account",
                  "at least one",
                  {}});
}

/// Notes W-7 if `zone` is not the first of its kind.
void compare_zone(const value* zone, const value*& first, problem_list& problems) {
  if (!zone || zone->kind != value_kind::text)
    return;
  if (first && first->text != zone->text)
    problems.add(problem_code::several_zones, *zone,
                 "time zone " + zone->text + " beside " + first->text, "one, if that is not meant");
  first = first ? first : zone;
}

/// W-7: trading days and sessions that are not in the same local time.
void check_zones(const std::vector<const value*>& trees, problem_list& problems) {
  const value* first = nullptr;
  for (const auto* tree : trees) {
    compare_zone(tree->find({"reset", "timezone"}), first, problems);
    if (is_active(*tree, rule_id::session_block_outside))
      compare_zone(rule_value(*tree, rule_id::session_block_outside, "timezone"), first, problems);
  }
}

/// W-8: the figures of a preset may have changed since.
void check_preset(const value& file, const load_context& context, problem_list& problems) {
  const auto* used = preset_of(file);
  if (!used || !context.now
      || *context.now < std::chrono::sys_days{used->expires_on} + std::chrono::days{1})
    return;
  problems.add(problem_code::preset_expired, *file.find("preset"),
               used->name + ", verified on " + domain::to_string(used->verified_on)
                 + " and meant until " + domain::to_string(used->expires_on),
               "figures compared with the firm's rules of today");
}

} // namespace

void check_together(const value& file, const effective_account& base,
                    const std::vector<effective_account>& accounts, const load_context& context,
                    problem_list& problems) {
  check_products_once(file.find({"market", "subscribe"}), problems);
  check_preset(file, context, problems);
  std::vector<const value*> trees;
  const auto* listed_accounts = file.find("accounts");
  if (listed_accounts && listed_accounts->kind == value_kind::list
      && listed_accounts->items.empty()) {
    check_tree(file, base.tree, file, context, problems);
    trees.push_back(&base.tree);
  }
  for (const auto& account : accounts) {
    check_tree(file, account.tree, account.identity, context, problems);
    check_gateway_of(file, account.identity, problems);
    trees.push_back(&account.tree);
  }
  check_identities(accounts, problems);
  check_zones(trees, problems);
  if (context.purpose == load_purpose::run)
    check_anything_to_guard(file, accounts, problems);
}

} // namespace riskd::config
