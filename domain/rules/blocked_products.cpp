#include "domain/rules/blocked_products.hpp"

#include <algorithm>
#include <map>

namespace riskd::domain::rules {

bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  // Where to go on if what follows the last star does not fit: one more character for the star.
  auto after_star = std::string_view::npos;
  auto starred = std::string_view::npos;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      after_star = ++p;
      starred = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (after_star != std::string_view::npos) {
      p = after_star;
      t = ++starred;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool is_blocked(const symbol_blocks& rule, const contract_facts& facts) {
  return std::any_of(
    rule.blocked_symbols.begin(), rule.blocked_symbols.end(), [&](const std::string& pattern) {
      return std::any_of(facts.aliases.begin(), facts.aliases.end(),
                         [&](const std::string& name) { return matches(pattern, name); });
    });
}

std::vector<blocked_product> blocked_products(const symbol_blocks& rule,
                                              const account_state& state) {
  std::map<std::string, blocked_product> by_symbol;
  std::map<contract_id, blocked_product*> concerned;
  for (const auto& contract : contracts_in_play(state)) {
    const auto facts = facts_of(state, contract);
    if (!is_blocked(rule, *facts))
      continue;
    // The first contract of a product has the lowest id.
    auto& product
      = by_symbol.try_emplace(facts->symbol, blocked_product{facts->symbol, facts->product, {}, 0})
          .first->second;
    concerned[contract] = &product;
    if (const auto* held = state.positions->find(contract))
      product.held += held->size;
  }
  for (const auto& [id, order] : state.orders.live())
    if (const auto found = concerned.find(order.contract); found != concerned.end())
      ++found->second->live_orders;
  std::vector<blocked_product> products;
  for (auto& [symbol, product] : by_symbol)
    products.push_back(std::move(product));
  return products;
}

} // namespace riskd::domain::rules
