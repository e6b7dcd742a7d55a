#pragma once

#include "domain/enforcement_plan.hpp"

#include <cstddef>
#include <set>
#include <vector>

namespace riskd::domain {

/// Plans what RULE-012 wants done about the stops of one position after another.
class stop_planner {
public:
  /// @param free_calls How many commands may still leave; counted down
  stop_planner(const account_state& state, const account_settings& settings, time_point now,
               const send_permission& permission, command_memory& memory, std::size_t& free_calls)
    : state_(state), settings_(settings), now_(now), permission_(permission), memory_(memory),
      free_calls_(free_calls) {
  }

  /// Appends the commands for one position in the order of R-F-7: surplus, tighten, place.
  /// @param cancelled Orders that this step cancels already (R-Y-10)
  /// @param may_tighten False if the contract is to be flat (R-012-4)
  void plan(const position& held, const std::set<order_id>& cancelled, bool may_tighten,
            std::vector<planned_command>& commands);

private:
  void remove_surplus(const position& held, const std::vector<const order_row*>& stops,
                      const std::set<order_id>& cancelled, std::vector<planned_command>& commands);
  void tighten(const position& held, const std::vector<const order_row*>& stops,
               const std::set<order_id>& cancelled, std::vector<planned_command>& commands);
  void place(const position& held, const std::vector<const order_row*>& stops,
             std::vector<planned_command>& commands);
  [[nodiscard]] bool is_wanted_now(const position& held) const;
  [[nodiscard]] bool is_placement_pending(const position& held) const;
  order_memory& memory_of(const order_row& order);
  bool take_call();

  const account_state& state_;
  const account_settings& settings_;
  time_point now_;
  const send_permission& permission_;
  command_memory& memory_;
  std::size_t& free_calls_;
};

} // namespace riskd::domain
