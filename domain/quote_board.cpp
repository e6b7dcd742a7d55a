#include "domain/quote_board.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

quote_board::fate quote_board::take(const quote_delta& delta, time_point now, duration monotonic) {
  auto& line = lines_[delta.contract];
  if (!apply(line.market, delta, now))
    return fate::dropped;
  if (delta.last && *delta.last > price{}) {
    line.low = std::min(line.low.value_or(*delta.last), *delta.last);
    line.high = std::max(line.high.value_or(*delta.last), *delta.last);
  }
  if (line.accounts.empty()) {
    // Extremes from before an entry say nothing about the position (R-012-1).
    line.low.reset();
    line.high.reset();
    return fate::unwanted;
  }
  if (line.window_open) {
    line.has_merged = true;
    return fate::merged;
  }
  if (line.passed && monotonic - *line.passed < window_) {
    line.window_open = true;
    line.has_merged = true;
    return fate::window_opened;
  }
  line.passed = monotonic;
  return fate::passed;
}

bool quote_board::window_over(const contract_id& contract, duration monotonic) {
  auto& line = lines_[contract];
  line.window_open = false;
  line.passed = monotonic;
  return std::exchange(line.has_merged, false);
}

quote_board::passed_quote quote_board::pass_on(const contract_id& contract) {
  auto& line = lines_.at(contract);
  return {line.market, std::exchange(line.low, std::nullopt),
          std::exchange(line.high, std::nullopt)};
}

const quote* quote_board::find(const contract_id& contract) const {
  const auto found = lines_.find(contract);
  return found == lines_.end() || !found->second.market.received ? nullptr : &found->second.market;
}

void quote_board::set_interest(account_id account, const std::vector<contract_id>& contracts,
                               std::vector<contract_id>& wanted,
                               std::vector<contract_id>& unwanted) {
  for (auto& [contract, line] : lines_) {
    const bool keeps = std::binary_search(contracts.begin(), contracts.end(), contract);
    if (!keeps && line.accounts.erase(account) > 0 && line.accounts.empty())
      unwanted.push_back(contract);
  }
  for (const auto& contract : contracts)
    if (add_interest(account, contract))
      wanted.push_back(contract);
}

bool quote_board::add_interest(account_id account, const contract_id& contract) {
  auto& accounts = lines_[contract].accounts;
  const bool first = accounts.empty();
  accounts.insert(account);
  return first;
}

const std::set<account_id>& quote_board::interested(const contract_id& contract) const {
  static const std::set<account_id> nobody;
  const auto found = lines_.find(contract);
  return found == lines_.end() ? nobody : found->second.accounts;
}

} // namespace riskd::domain
