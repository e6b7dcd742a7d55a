#include "domain/command_memory.hpp"

#include <algorithm>

namespace riskd::domain {

bool command_memory::has_outstanding() const {
  return std::any_of(contracts.begin(), contracts.end(),
                     [](const auto& row) { return row.second.outstanding > quantity{}; });
}

bool command_memory::follows_stops() const {
  return std::any_of(
           orders.begin(), orders.end(),
           [](const auto& row) { return row.second.commanded_stop || row.second.surplus_pending; })
         || std::any_of(contracts.begin(), contracts.end(),
                        [](const auto& row) { return row.second.placed.has_value(); });
}

void follow(command_memory& memory, const account_state& state) {
  std::erase_if(memory.contracts, [&](const auto& row) {
    const auto* held = state.positions->find(row.first);
    return !held || held->instance != row.second.instance;
  });
  for (auto& [contract, known] : memory.contracts) {
    const auto size = state.positions->find(contract)->size;
    if (size < known.size)
      known.outstanding = std::max(quantity{}, known.outstanding - (known.size - size));
    known.size = size;
  }
  std::erase_if(memory.orders, [&](const auto& row) { return !state.orders.find_live(row.first); });
  for (auto& [id, known] : memory.orders) {
    const auto& row = *state.orders.find_live(id);
    if (known.seen == row)
      continue;
    known.seen = row;
    known.commanded_stop.reset();
    known.surplus_pending = false;
  }
}

} // namespace riskd::domain
