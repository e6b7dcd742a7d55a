#pragma once

#include "domain/commands.hpp"
#include "domain/enforcement_plan.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/records.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace riskd::domain {

/// What an outcome makes necessary before the same thing may be asked for again (`rules.md` 8.4).
struct outcome_reaction {
  /// The command certainly did nothing: what it was to take away is no longer outstanding.
  bool definite_failure = false;
  /// A snapshot has to decide whether it did anything.
  bool needs_snapshot = false;
  /// How long after the reply such a snapshot must have begun (R-F-12).
  duration snapshot_delay{};
  /// Pause before the next try; the paced sequence of R-F-11 if empty.
  std::optional<duration> pause;
  std::optional<alert_code> alert;
};

/// Sorts the outcome of a close or reduce.
[[nodiscard]] outcome_reaction reaction_to(call_outcome outcome);

/// Pause before try number `failures` + 1: none, then 0.25, 0.5, 1, 2, 4 s and 4 s for ever
/// (R-F-11).
[[nodiscard]] duration pause_after(std::uint32_t failures);

/// The calls of one account that are in flight, unresolved or pausing, and what may leave in spite
/// of them (R-F-10 to R-F-12). Times are monotonic.
class call_board final : public send_permission {
public:
  /// Calls that one account may have in flight (R-F-10).
  static constexpr std::size_t in_flight_max = 8;

  /// @param now Monotonic time of the planning that is about to ask.
  void set_time(duration now) {
    now_ = now;
  }

  [[nodiscard]] bool may_shrink(const contract_id& contract) const override;

  [[nodiscard]] bool may_reduce(const contract_id& contract) const override;

  [[nodiscard]] bool may_cancel(order_id order) const override;

  [[nodiscard]] bool may_modify(order_id order) const override;

  [[nodiscard]] bool may_place(const contract_id& contract) const override;

  [[nodiscard]] std::size_t free_calls() const override;

  [[nodiscard]] bool presumes_lost() const override {
    return false;
  }

  /// A process that ended before `now` may have left calls on the way: what it took off is still to
  /// be seen. Nothing is reduced before a snapshot that was begun late enough (R-F-12).
  void follow_earlier_run(duration now);

  /// A command left.
  void sent(const command_ticket& ticket);

  /// What a reply calls for.
  struct reply_effect {
    /// The contract whose outstanding part is void again.
    std::optional<contract_id> void_outstanding;
    /// Positions, or this order, must be read before the next try.
    bool read_positions = false;
    std::optional<order_id> read_order;
    /// The stop that was to be moved, or the contract for which one was to be placed, is as it was.
    std::optional<order_id> void_modify;
    std::optional<contract_id> void_place;
    bool failed = false;
    std::optional<alert_code> alert;
  };

  /// A call ended. Unknown ids, of calls forgotten in a restart, have no effect.
  reply_effect replied(command_id id, call_outcome outcome);

  /// A snapshot of all positions that was begun at `begun` arrived. Returns the contracts whose
  /// call is thereby resolved: what is still there was not taken away (R-F-12).
  std::vector<contract_id> positions_read(duration begun);

  /// Forgets contracts and orders that are gone: a position that was seen flat needs no snapshot to
  /// tell what became of the call.
  void follow(const account_state& state);

  /// Everything that was commanded about the contract was seen to happen: an accepted call needs no
  /// further proof. One whose outcome is unknown still does.
  void seen_done(const contract_id& contract);

  /// Of closes, reduces and cancels: a stop that is being moved endangers nobody.
  [[nodiscard]] bool has_unresolved() const;

  /// The next time at which something that is held back may leave, if any is.
  [[nodiscard]] std::optional<duration> next_release() const;

  /// When a snapshot that resolves something may begin at the earliest, if one is needed.
  [[nodiscard]] std::optional<duration> next_snapshot() const;

private:
  struct slot {
    std::optional<command_id> in_flight;
    /// A snapshot begun at or after this time must arrive first.
    std::optional<duration> snapshot_from;
    /// Not before this time.
    duration not_before{};
    std::uint32_t failures = 0;
    /// The last reply was a success.
    bool accepted = false;
    /// The position was seen flat while the call was in flight.
    bool went_flat = false;
  };

  /// Whether the call may have happened or not, and only a snapshot tells (R-F-12).
  [[nodiscard]] static bool is_open_question(const slot& x);

  [[nodiscard]] bool may_leave(const slot& x) const;

  [[nodiscard]] std::size_t in_flight() const;

  [[nodiscard]] slot& slot_of(const command& order);

  void pace(slot& x, const std::optional<duration>& pause);

  reply_effect shrink_replied(const contract_id& contract, slot& x, call_outcome outcome);

  reply_effect cancel_replied(order_id order, slot& x, call_outcome outcome);

  reply_effect modify_replied(order_id order, slot& x, call_outcome outcome);

  reply_effect place_replied(const contract_id& contract, slot& x, call_outcome outcome);

  /// Paces RULE-012 after a refusal (`rules.md` 8.4).
  void pace_stops(slot& x, reply_effect& effect);

  duration now_{};
  /// A snapshot begun at or after this time must arrive before anything is reduced.
  std::optional<duration> reduce_from_;
  std::map<contract_id, slot> contracts_;
  /// Cancels.
  std::map<order_id, slot> orders_;
  std::map<order_id, slot> modifies_;
  std::map<contract_id, slot> places_;
};

} // namespace riskd::domain
