#include "domain/rules/contract_count.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace riskd::domain::rules {

namespace {

/// Takes the aliases of another contract in.
void unite(open_product& product, const std::vector<std::string>& more) {
  const auto& names = product.aliases();
  if (names == more)
    return;
  std::vector<std::string> united;
  std::set_union(names.begin(), names.end(), more.begin(), more.end(), std::back_inserter(united));
  product.united = std::move(united);
}

/// @param size Returns the size that counts for a position.
template <class Size>
quantity signed_sum(const max_contracts& rule, const account_state& state, const Size& size) {
  quantity count;
  for (const auto& [contract, held] : state.positions->open()) {
    const auto weight = rule.weights.empty() ? 1 : weight_of(rule, *facts_of(state, contract));
    const auto weighted = size(held) * weight;
    const bool negative
      = rule.count_type == max_contracts::counting::net && held.held == side::sell;
    count = negative ? count - weighted : count + weighted;
  }
  return count;
}

} // namespace

std::int64_t weight_of(const max_contracts& rule, const contract_facts& facts) {
  return rule.weights.empty() ? 1 : find_for(rule.weights, facts.aliases).value_or(1);
}

quantity signed_count(const max_contracts& rule, const account_state& state) {
  return signed_sum(rule, state, [](const position& held) { return held.size; });
}

quantity signed_count(const max_contracts& rule, const account_state& state,
                      const contract_sizes& sizes) {
  return signed_sum(rule, state, [&](const position& held) { return sizes.at(held.contract); });
}

std::vector<open_product> open_products(const account_state& state) {
  std::vector<open_product> products;
  for (const auto& [contract, held] : state.positions->open()) {
    auto facts = facts_of(state, contract);
    auto place = std::lower_bound(
      products.begin(), products.end(), facts->symbol,
      [](const open_product& x, const std::string& symbol) { return x.symbol() < symbol; });
    if (place == products.end() || place->symbol() != facts->symbol)
      place = products.insert(place, open_product{std::move(facts), {}, {}});
    else
      unite(*place, facts->aliases);
    place->contracts.push_back(contract);
  }
  return products;
}

std::optional<quantity> limit_of(const max_contracts_per_instrument& rule,
                                 const open_product& product) {
  if (const auto listed = find_for(rule.instrument_limits, product.aliases()))
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

quantity size_of(const open_product& product, const account_state& state) {
  quantity total;
  for (const auto& contract : product.contracts)
    total += state.positions->find(contract)->size;
  return total;
}

quantity size_of(const open_product& product, const contract_sizes& sizes) {
  quantity total;
  for (const auto& contract : product.contracts)
    total += sizes.at(contract);
  return total;
}

} // namespace riskd::domain::rules
