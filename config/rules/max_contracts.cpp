#include "config/leaves.hpp"
#include "config/products.hpp"
#include "config/rules/remedy_word.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"

namespace riskd::config {

namespace {

/// A product without a weight counts once.
node largest_of_each(node table) {
  table.stricter = "larger, or one more";
  table.strictest = [](const value& in_force, const value& wanted) {
    auto out = in_force;
    for (const auto& each : wanted.members) {
      const auto* old = find_product(in_force, each.key);
      if (!old)
        set_member(out, each);
      else if (usable_integer(&each.content) > usable_integer(&old->content))
        set_member(out, {old->key, each.where, each.content});
    }
    return out;
  };
  return table;
}

} // namespace

rule_entry max_contracts_entry() {
  rule_entry out;
  out.id = domain::rule_id::max_contracts;
  out.meaning = "No more than `limit` contracts at once over the whole account.";
  out.parameters = {
    tightened_by_less(
      integer("limit", 1, 100'000, "5", "Contracts allowed at once; one more is a breach.")),
    tightened_along(
      {"net", "gross"},
      choice("count_type", {"net", "gross"}, R"("net")",
             "`net` lets long and short positions offset each other, also across products; `gross` "
             "counts every contract.")),
    remedy_choice({"reduce_to_limit", "close_offending", "close_all"},
                  "What is closed: the excess, the newest positions until the count fits, or "
                  "everything."),
    largest_of_each(
      product_table("weights", 1, 1'000,
                    "How many contracts one contract of a product counts as; others count 1.")),
  };
  out.check = [](const value& block, problem_list& problems) {
    check_products_once(block.find("weights"), problems);
  };
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::max_contracts rule;
    rule.limit = domain::quantity{integer_at(block, "limit")};
    using counting = domain::rules::max_contracts::counting;
    rule.count_type = text_at(block, "count_type") == "net" ? counting::net : counting::gross;
    rule.enforcement = remedy_at(block, "enforcement");
    rule.weights = products_at(block, "weights");
    return rule;
  };
  return out;
}

} // namespace riskd::config
