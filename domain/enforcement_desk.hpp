#pragma once

#include "domain/call_board.hpp"
#include "domain/daemon_status.hpp"
#include "domain/enforcement_plan.hpp"
#include "domain/id_source.hpp"
#include "domain/ports/broker_port.hpp"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace riskd::domain {

/// What the account looks like when the desk is asked to act.
struct enforcement_view {
  const account_state& state;
  const standing& binding;
  const account_settings& settings;
  clock_reading now;
  /// False while the stream of the account's events is down: then two snapshots have to agree
  /// (R-F-13).
  bool stream_up = true;
};

/// A call of ours ended.
struct call_ended {
  command_id id;
  call_outcome outcome{};
  std::string detail;
};

/// Positions and open orders of the account were read and are applied to the state.
struct account_read {
  /// When the earlier of the two requests was sent, monotonic.
  duration begun{};
  /// True if the broker listed neither a position nor an open order.
  bool empty = false;
};

/// The pause that the desk asked for is over.
struct pause_over {};

/// What makes the desk look, besides a change of the account.
using desk_stimulus = std::variant<std::monostate, call_ended, account_read, pause_over>;

/// What the desk wants done. Applied by the supervisor only (DESIGN 3).
struct desk_orders {
  /// To be sent, in this order.
  std::vector<command_ticket> commands;
  std::vector<directive_key> directives;
  std::vector<alert_record> alerts;
  /// Positions and open orders are to be read, to verify.
  bool read_account = false;
  /// Orders to be looked up one by one.
  std::vector<order_id> read_orders;
  /// Ask again, with `pause_over`, at this monotonic time.
  std::optional<duration> wake;
  /// The desired state was just proven (R-F-13).
  bool verified = false;
  enforcement_status status;
};

/// Works one account towards what its standing orders demand, until the broker proves it (section
/// 8). A value: the supervisor of a crashed enforcer starts with an empty one, and what is still in
/// excess is planned anew.
class enforcement_desk {
public:
  explicit enforcement_desk(id_source ids = id_source{}) : ids_(ids) {
  }

  /// The account was worked on by an earlier process, whose last calls nobody remembers.
  void follow_earlier_run(duration now) {
    calls_.follow_earlier_run(now);
  }

  /// S3 of one step: plans, paces, escalates, verifies.
  [[nodiscard]] desk_orders act(const enforcement_view& view, const desk_stimulus& why);

  /// True if the desk has something going on, so that no step may end without it.
  [[nodiscard]] bool is_busy() const;

private:
  void take_in(const desk_stimulus& why, desk_orders& orders);
  void take_reply(const call_ended& reply, desk_orders& orders);
  void take_snapshot(const account_read& read);
  void prove(const account_read& read, const enforcement_view& view, desk_orders& orders);
  void dispatch(const enforcement_plan& planned, const enforcement_view& view, desk_orders& orders);
  void track(const enforcement_plan& planned, const enforcement_view& view);
  void escalate(const enforcement_view& view, desk_orders& orders);
  void schedule(const enforcement_view& view, desk_orders& orders);
  [[nodiscard]] std::optional<duration> next_read(const enforcement_view& view) const;
  [[nodiscard]] duration verification_pace(duration elapsed) const;

  id_source ids_;
  command_memory memory_;
  call_board calls_;
  enforcement_status status_;
  /// Monotonic start of what is being enforced; empty when nothing is.
  std::optional<duration> began_;
  /// When state and desire last came to agree; snapshots begun earlier prove nothing.
  std::optional<duration> settled_;
  /// When the first snapshot that agrees was asked for; with the stream down a second one must
  /// follow a second later.
  std::optional<duration> first_agreement_;
  std::optional<duration> last_read_;
  std::optional<duration> next_alarm_;
  std::uint32_t failures_ = 0;
  bool alarmed_ = false;
  /// What a flatten lock demands was proven since the demand arose.
  bool proven_flat_ = false;
};

} // namespace riskd::domain
