#pragma once

#include "adapters/simulator/entities.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace riskd::simulator {

/// Hands out the venue's ids: global, increasing, with gaps (`projectx-gateway.md` 9.1).
class id_source {
public:
  /// The first of `count` consecutive order ids.
  [[nodiscard]] domain::order_id next_order(std::int64_t count = 1) {
    return domain::order_id{advance(order_, count, 7)};
  }

  [[nodiscard]] domain::trade_id next_trade() {
    return domain::trade_id{advance(trade_, 1, 3)};
  }

  [[nodiscard]] domain::position_id next_position() {
    return domain::position_id{advance(position_, 1, 5)};
  }

  [[nodiscard]] domain::account_id next_account() {
    return domain::account_id{advance(account_, 1, 1'000)};
  }

private:
  static std::int64_t advance(std::int64_t& next, std::int64_t count, std::int64_t gap) {
    const auto out = next;
    next += count + gap;
    return out;
  }

  std::int64_t order_ = 3'425'270'858;
  std::int64_t trade_ = 3'004'518'356;
  std::int64_t position_ = 825'245'547;
  std::int64_t account_ = 26'282'001;
};

/// Every order that was ever accepted or recorded as refused. Orders stay where they are: pointers
/// and references into the store remain valid.
class order_store {
public:
  /// @pre the id is new
  order& insert(order x);

  [[nodiscard]] order* find(domain::order_id id);
  [[nodiscard]] const order* find(domain::order_id id) const;

  /// True if an order of the account has ever carried `tag` (`projectx-gateway.md` 2.7.8).
  [[nodiscard]] bool is_tag_used(domain::account_id account, const std::string& tag) const;

  /// Orders of one account, oldest first.
  [[nodiscard]] std::vector<const order*> of_account(domain::account_id account) const;

  /// Orders of one contract that are not terminal, oldest first. A copy, because matching changes
  /// it.
  [[nodiscard]] std::vector<order*> live_in(const domain::contract_id& contract) const;

  /// Orders of one account that are not terminal, oldest first.
  [[nodiscard]] std::vector<order*> live_of(domain::account_id account) const;

  /// Forgets that a terminal order was live. Call it after every change to a terminal status.
  void retire(const order& x);

private:
  std::map<domain::order_id, order> orders_;
  std::map<domain::account_id, std::vector<const order*>> by_account_;
  std::map<domain::contract_id, std::map<domain::order_id, order*>> live_;
  std::set<std::pair<domain::account_id, std::string>> tags_;
};

} // namespace riskd::simulator
