#include "domain/emergency.hpp"

namespace riskd::domain {

std::vector<command_ticket> close_everything(const account_state& state, id_source& ids,
                                             time_point now) {
  std::vector<command_ticket> tickets;
  const auto add = [&](command order) {
    tickets.push_back({command_id{ids.next(now)},
                       state.id,
                       std::move(order),
                       rule_id::system_supervision,
                       command_cause::lock,
                       1,
                       {}});
  };
  for (const auto& [id, order] : state.orders.live())
    add(cancel_order{order});
  for (const auto& [contract, held] : state.positions->open())
    add(close_position{held});
  return tickets;
}

} // namespace riskd::domain
