#pragma once

#include "domain/ids.hpp"

#include <string>

namespace riskd::simulator {

// The names under which a connection remembers its subscriptions.

inline std::string accounts_topic() {
  return "accounts";
}

inline std::string orders_topic(domain::account_id account) {
  return "orders/" + to_string(account);
}

inline std::string positions_topic(domain::account_id account) {
  return "positions/" + to_string(account);
}

inline std::string trades_topic(domain::account_id account) {
  return "trades/" + to_string(account);
}

inline std::string quotes_topic(const domain::contract_id& contract) {
  return "quotes/" + domain::to_string(contract);
}

inline std::string prints_topic(const domain::contract_id& contract) {
  return "prints/" + domain::to_string(contract);
}

inline std::string depth_topic(const domain::contract_id& contract) {
  return "depth/" + domain::to_string(contract);
}

} // namespace riskd::simulator
