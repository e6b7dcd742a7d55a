#include "domain/rules/contract_count.hpp"

#include <algorithm>
#include <iterator>

namespace riskd::domain::rules {

namespace {

void unite(std::vector<std::string>& names, const std::vector<std::string>& more) {
  if (names.empty()) {
    names = more;
    return;
  }
  std::vector<std::string> united;
  std::set_union(names.begin(), names.end(), more.begin(), more.end(), std::back_inserter(united));
  names = std::move(united);
}

} // namespace

std::int64_t weight_of(const max_contracts& rule, const contract_facts& facts) {
  return rule.weights.empty() ? 1 : find_for(rule.weights, facts.aliases).value_or(1);
}

contract_sizes sizes_of(const account_state& state) {
  contract_sizes sizes;
  for (const auto& [contract, held] : state.positions->open())
    sizes.emplace_hint(sizes.end(), contract, held.size);
  return sizes;
}

quantity signed_count(const max_contracts& rule, const account_state& state,
                      const contract_sizes& sizes) {
  quantity count;
  for (const auto& [contract, held] : state.positions->open()) {
    const auto weight = rule.weights.empty() ? 1 : weight_of(rule, *facts_of(state, contract));
    const auto weighted = sizes.at(contract) * weight;
    const bool negative
      = rule.count_type == max_contracts::counting::net && held.held == side::sell;
    count = negative ? count - weighted : count + weighted;
  }
  return count;
}

std::vector<open_product> open_products(const account_state& state) {
  std::map<std::string, open_product> by_symbol;
  for (const auto& [contract, held] : state.positions->open()) {
    const auto facts = facts_of(state, contract);
    auto& product = by_symbol[facts->symbol];
    if (product.contracts.empty()) {
      product.symbol = facts->symbol;
      product.name = facts->product;
    }
    unite(product.aliases, facts->aliases);
    product.contracts.push_back(contract);
  }
  std::vector<open_product> products;
  for (auto& [symbol, product] : by_symbol)
    products.push_back(std::move(product));
  return products;
}

std::optional<quantity> limit_of(const max_contracts_per_instrument& rule,
                                 const open_product& product) {
  if (const auto listed = find_for(rule.instrument_limits, product.aliases))
    return listed;
  switch (rule.unknown_product_action) {
    case max_contracts_per_instrument::unknown_product::allow_with_limit:
      return rule.default_limit;
    case max_contracts_per_instrument::unknown_product::allow:
      return std::nullopt;
    case max_contracts_per_instrument::unknown_product::block:
      break;
  }
  return quantity{0};
}

quantity size_of(const open_product& product, const contract_sizes& sizes) {
  quantity total;
  for (const auto& contract : product.contracts)
    total += sizes.at(contract);
  return total;
}

} // namespace riskd::domain::rules
