#pragma once

#include "domain/account_state.hpp"
#include "domain/id_source.hpp"
#include "domain/journal_entries.hpp"
#include "domain/rules/evaluation.hpp"
#include "domain/standing.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace riskd::domain {

// How decisions come to bind and come to an end. The only code that changes a `standing`.

/// What changed in a standing, for those who must be told.
struct binding_change {
  standing next;
  /// Breaches, locks, unlocks and alerts in the order of R-X-3.
  std::vector<decision> records;
  /// The same for the journal.
  std::vector<journal_entry> entries;
  /// What must reach the operating system before the commands of this step (R-P-2).
  std::vector<intent_entry> intents;
  /// True if a lock is new or binds longer: commands wait for its intent (R-F-9).
  bool has_lock = false;
};

/// Where and when decisions are made.
struct binding_context {
  time_point now;
  const account_state& state;
  const account_settings& settings;
  id_source& ids;
  /// Sequence of the event whose step this is; 0 for a timer.
  std::uint64_t cause = 0;
};

/// True if an event of this kind can change the standing at all, so that `follow` has to look.
[[nodiscard]] bool concerns(const step_deltas& deltas, const standing& current);

/// S1: lets directives, cleanup and baselines follow what an event did to positions and orders
/// (R-X-9, R-X-10, R-L-9). Returns whether anything changed.
bool follow(standing& current, const account_state& state, const step_deltas& deltas,
            time_point now, std::vector<journal_entry>& entries);

/// Makes the judgement of a step bind: records breaches, opens and ends episodes, engages locks.
[[nodiscard]] binding_change bind(standing current, const rules::judgement& found,
                                  const binding_context& context);

/// Makes a lock bind that no rule asked for (R-L-15, R-L-16): hard, flatten, until the next reset.
[[nodiscard]] binding_change bind_system_lock(standing current, rule_id cause,
                                              const binding_context& context);

/// Safe mode begins to act, with what is held now as what may be kept (R-F-19).
/// One that is entered within ten minutes after the last one was left is held until the next reset.
[[nodiscard]] binding_change bind_safe_mode(standing current, const account_settings& settings,
                                            const account_state& state, time_point now);

/// True if nothing but the health of the account decides when safe mode ends: it is in force, and
/// the reset that it is held until has been processed (R-F-19).
[[nodiscard]] bool may_leave_safe_mode(const standing& current, const account_state& state);

[[nodiscard]] binding_change end_safe_mode(standing current, time_point now);

/// Opens a directive that planning asks for (R-F-4b, R-F-4f). No effect if it exists.
void open_directive(binding_change& change, const directive_key& key, breach_id cause,
                    time_point now);

/// Ends every lock whose end has come, in ascending order of rule, that of the session last.
/// `is_over` decides for each whether it has: in the daemon both clocks must agree (R-L-11).
template <class IsOver>
[[nodiscard]] binding_change release_locks(standing current, time_point now, IsOver is_over);

/// Removes one lock and records it.
void release_lock(binding_change& change, rule_id rule, time_point now);

/// Why a lock of this kind ends when its time has come (R-J-14).
[[nodiscard]] lock_end end_of(lock_kind kind);

template <class IsOver>
binding_change release_locks(standing current, time_point now, IsOver is_over) {
  binding_change change;
  std::vector<rule_id> over;
  // Locks of the session have a timer of their own, which comes after the others (R-T-1).
  for (const bool of_session : {false, true})
    for (const auto& each : current.locks.all())
      if ((each.kind == lock_kind::session) == of_session && is_over(each))
        over.push_back(each.rule);
  change.next = std::move(current);
  for (const auto rule : over)
    release_lock(change, rule, now);
  return change;
}

} // namespace riskd::domain
