#include "config/leaves.hpp"
#include "config/products.hpp"
#include "config/rules/remedy_word.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"
#include "domain/instrument.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace riskd::config {

namespace {

/// What a block allows of a product; empty for any number.
std::optional<std::int64_t> allowed(const value& block, std::string_view product) {
  if (const auto* listed = find_product(object_at(block, "instrument_limits"), product))
    return usable_integer(&listed->content);
  const auto& action = text_at(block, "unknown_product_action");
  if (action == "allow")
    return std::nullopt;
  return action == "block" ? 0 : integer_at(block, "default_limit");
}

value whole_number(std::int64_t x) {
  value out;
  out.kind = value_kind::number;
  out.text = std::to_string(x);
  return out;
}

/// A product that only one of them lists has the other's limit for what is not listed.
void settle_limits(value& settled, const value& in_force, const value& wanted) {
  auto limits = object_at(in_force, "instrument_limits");
  auto named = limits.members;
  for (const auto& each : object_at(wanted, "instrument_limits").members)
    if (!find_product(limits, each.key))
      named.push_back(each);
  limits.members.clear();
  for (auto& each : named) {
    const auto before = allowed(in_force, each.key);
    const auto after = allowed(wanted, each.key);
    const auto least = before && after ? std::min(before, after) : before ? before : after;
    if (!least)
      continue;
    if (usable_integer(&each.content) != least)
      each.content = whole_number(*least);
    limits.members.push_back(std::move(each));
  }
  set_member(settled, {"instrument_limits", limits.where, std::move(limits)});
}

} // namespace

rule_entry max_contracts_per_instrument_entry() {
  using rule_type = domain::rules::max_contracts_per_instrument;
  rule_entry out;
  out.id = domain::rule_id::max_contracts_per_instrument;
  out.meaning = "No more than a product's own limit of contracts in that product.";
  out.parameters = {
    product_table("instrument_limits", 0, 100'000,
                  "Contracts allowed per product, long and short together; 0 means not tradable."),
    tightened_by_less(
      integer("default_limit", 0, 100'000, "3",
              "What applies to a product that is not listed, unless the next key says otherwise.")),
    tightened_along(
      {"allow", "allow_with_limit", "block"},
      choice("unknown_product_action", {"allow_with_limit", "block", "allow"},
             R"("allow_with_limit")",
             "A product that is not listed: held to `default_limit`, not tradable, or free.")),
    remedy_choice({"reduce_to_limit", "close_all"},
                  "What is closed: the excess, or everything in the product."),
  };
  out.check = [](const value& block, problem_list& problems) {
    check_products_once(block.find("instrument_limits"), problems);
  };
  out.settle = settle_limits;
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    rule_type rule;
    for (const auto& [product, limit] : products_at(block, "instrument_limits"))
      rule.instrument_limits.emplace(product, domain::quantity{limit});
    rule.default_limit = domain::quantity{integer_at(block, "default_limit")};
    const auto& action = text_at(block, "unknown_product_action");
    rule.unknown_product_action = action == "block" ? rule_type::unknown_product::block
                                  : action == "allow"
                                    ? rule_type::unknown_product::allow
                                    : rule_type::unknown_product::allow_with_limit;
    rule.enforcement = remedy_at(block, "enforcement");
    return rule;
  };
  return out;
}

} // namespace riskd::config
