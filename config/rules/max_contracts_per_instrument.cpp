#include "config/leaves.hpp"
#include "config/products.hpp"
#include "config/rules/remedy_word.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/typed_value.hpp"

namespace riskd::config {

rule_entry max_contracts_per_instrument_entry() {
  using rule_type = domain::rules::max_contracts_per_instrument;
  rule_entry out;
  out.id = domain::rule_id::max_contracts_per_instrument;
  out.meaning = "No more than a product's own limit of contracts in that product.";
  out.parameters = {
    product_table("instrument_limits", 0, 100'000,
                  "Contracts allowed per product, long and short together; 0 means not tradable."),
    integer("default_limit", 0, 100'000, "3",
            "What applies to a product that is not listed, unless the next key says otherwise."),
    choice("unknown_product_action", {"allow_with_limit", "block", "allow"},
           R"("allow_with_limit")",
           "A product that is not listed: held to `default_limit`, not tradable, or free."),
    choice("enforcement", {"reduce_to_limit", "close_all"}, R"("reduce_to_limit")",
           "What is closed: the excess, or everything in the product."),
  };
  out.check = [](const value& block, problem_list& problems) {
    check_products_once(block.find("instrument_limits"), problems);
  };
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
