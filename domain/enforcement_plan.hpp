#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"
#include "domain/command_memory.hpp"
#include "domain/commands.hpp"
#include "domain/standing.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace riskd::domain {

/// Which commands may leave now. In the daemon a call in flight, or one whose outcome is unknown,
/// holds back its successor (R-F-10, R-F-12); in replay nothing does.
class send_permission {
public:
  virtual ~send_permission() = default;

  [[nodiscard]] virtual bool may_shrink(const contract_id& contract) const = 0;

  /// Whether a part of a position may be taken off: unlike a close, that must not happen twice.
  [[nodiscard]] virtual bool may_reduce(const contract_id& contract) const = 0;

  [[nodiscard]] virtual bool may_cancel(order_id order) const = 0;

  [[nodiscard]] virtual bool may_modify(order_id order) const = 0;

  [[nodiscard]] virtual bool may_place(const contract_id& contract) const = 0;

  /// How many commands may leave in this step in all (R-F-10).
  [[nodiscard]] virtual std::size_t free_calls() const = 0;

  /// True if an unanswered command counts as lost 5 s after it was sent (R-F-4a). False in the
  /// daemon, where verification decides that.
  [[nodiscard]] virtual bool presumes_lost() const = 0;

protected:
  send_permission() = default;
  send_permission(const send_permission&) = default;
  send_permission(send_permission&&) = default;
  send_permission& operator=(const send_permission&) = default;
  send_permission& operator=(send_permission&&) = default;
};

/// A command that planning wants sent.
struct planned_command {
  command order;
  rule_id rule{};
  command_cause cause{};
  std::uint32_t attempt = 1;

  friend bool operator==(const planned_command&, const planned_command&) = default;
};

/// The outcome of S3 for one step.
struct enforcement_plan {
  /// In the order of R-F-7.
  std::vector<planned_command> commands;
  /// Directives that planning itself creates (R-F-4b, R-F-4f); those that exist are left out.
  std::vector<directive_key> directives;
  /// True if something is in excess, or an order has to go, whether or not a command may leave now.
  bool unsatisfied = false;
};

/// Plans the commands of one step and notes them in `memory` as sent (`rules.md` 8.2).
[[nodiscard]] enforcement_plan plan(const account_state& state, const standing& binding,
                                    const account_settings& settings, time_point now,
                                    const send_permission& permission, command_memory& memory);

/// True if planning has nothing to look at, so that a step may end without it (DESIGN 3).
[[nodiscard]] bool has_nothing_to_plan(const account_state& state, const standing& binding,
                                       const account_settings& settings);

} // namespace riskd::domain
