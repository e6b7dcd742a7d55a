#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"
#include "domain/commands.hpp"
#include "domain/standing.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace riskd::domain {

/// What was already commanded about one position instance (R-F-18).
struct contract_memory {
  std::uint64_t instance = 0;
  /// Size when last looked at, to see decreases.
  quantity size;
  /// Contracts commanded away and not yet seen as gone.
  quantity outstanding;
  time_point last_emit;
  std::uint32_t closes = 0;
  std::uint32_t reduces = 0;

  friend bool operator==(const contract_memory&, const contract_memory&) = default;
};

/// What was already commanded about one order.
struct order_memory {
  time_point last_cancel;
  std::uint32_t cancels = 0;

  friend bool operator==(const order_memory&, const order_memory&) = default;
};

/// Everything planning remembers between steps. Lost at a restart, and safely so: what is still in
/// excess is then planned anew from a snapshot.
struct command_memory {
  std::map<contract_id, contract_memory> contracts;
  std::map<order_id, order_memory> orders;

  /// True if planning has something to follow even when nothing binds. An order that nothing wants
  /// cancelled any more is no longer followed (R-L-7).
  [[nodiscard]] bool has_outstanding() const;

  friend bool operator==(const command_memory&, const command_memory&) = default;
};

/// Which commands may leave now. In the daemon a call in flight, or one whose outcome is unknown,
/// holds back its successor (R-F-10, R-F-12); in replay nothing does.
class send_permission {
public:
  virtual ~send_permission() = default;

  [[nodiscard]] virtual bool may_shrink(const contract_id& contract) const = 0;

  [[nodiscard]] virtual bool may_cancel(order_id order) const = 0;

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

/// Brings the memory up to what positions and orders have become since (R-F-18).
void follow(command_memory& memory, const account_state& state);

/// Plans the commands of one step and notes them in `memory` as sent (`rules.md` 8.2).
[[nodiscard]] enforcement_plan plan(const account_state& state, const standing& binding,
                                    const account_settings& settings, time_point now,
                                    const send_permission& permission, command_memory& memory);

/// True if planning has nothing to look at, so that a step may end without it (DESIGN 3).
[[nodiscard]] bool has_nothing_to_plan(const standing& binding, const command_memory& memory);

} // namespace riskd::domain
