#include "adapters/simulator/order_store.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>

namespace riskd::simulator {

order& order_store::insert(order x) {
  const auto id = x.id;
  const auto [position, is_new] = orders_.emplace(id, std::move(x));
  RISKD_EXPECTS(is_new);
  auto& stored = position->second;
  by_account_[stored.account].push_back(&stored);
  if (!stored.is_terminal())
    live_[stored.contract].emplace(id, &stored);
  if (stored.custom_tag)
    tags_.emplace(stored.account, *stored.custom_tag);
  return stored;
}

order* order_store::find(domain::order_id id) {
  const auto found = orders_.find(id);
  return found == orders_.end() ? nullptr : &found->second;
}

const order* order_store::find(domain::order_id id) const {
  const auto found = orders_.find(id);
  return found == orders_.end() ? nullptr : &found->second;
}

bool order_store::is_tag_used(domain::account_id account, const std::string& tag) const {
  return tags_.contains({account, tag});
}

std::vector<const order*> order_store::of_account(domain::account_id account) const {
  const auto found = by_account_.find(account);
  return found == by_account_.end() ? std::vector<const order*>{} : found->second;
}

std::vector<order*> order_store::live_in(const domain::contract_id& contract) const {
  std::vector<order*> out;
  if (const auto found = live_.find(contract); found != live_.end())
    for (const auto& [id, x] : found->second)
      out.push_back(x);
  return out;
}

std::vector<order*> order_store::live_of(domain::account_id account) const {
  std::vector<order*> out;
  for (const auto& [contract, orders] : live_)
    for (const auto& [id, x] : orders)
      if (x->account == account)
        out.push_back(x);
  std::sort(out.begin(), out.end(), [](const order* a, const order* b) { return a->id < b->id; });
  return out;
}

void order_store::retire(const order& x) {
  RISKD_EXPECTS(x.is_terminal());
  if (const auto found = live_.find(x.contract); found != live_.end())
    found->second.erase(x.id);
}

} // namespace riskd::simulator
