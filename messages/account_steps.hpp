#pragma once

#include "domain/account_fold.hpp"
#include "domain/binding.hpp"
#include "domain/enforcement_desk.hpp"
#include "domain/lock_clock.hpp"
#include "domain/rules/evaluation.hpp"
#include "domain/self_test.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace riskd {

// The conversation between an account supervisor and its four children. A child works on one step
// at a time and returns everything it wants done in its acknowledgement; only the supervisor acts
// on it, so that a child which dies leaves no half effect behind. Each step brings the settings
// that are in force for it.

/// Names one piece of work: which incarnation of the child it was given to, and which step it
/// belongs to. Acknowledgements of earlier incarnations are ignored.
struct step_ref {
  std::uint64_t epoch = 0;
  std::uint64_t step = 0;

  friend bool operator==(const step_ref&, const step_ref&) = default;
};

using state_ptr = std::shared_ptr<const domain::account_state>;
using standing_ptr = std::shared_ptr<const domain::standing>;
using desk_ptr = std::shared_ptr<const domain::enforcement_desk>;
using settings_ptr = std::shared_ptr<const domain::account_settings>;

/// The four kinds of children.
enum class child_role : std::uint8_t { state_keeper, rule_evaluator, lockout_timer, enforcer };

const char* to_string(child_role x);

/// Commands the state keeper to apply an input.
struct fold_input {
  step_ref ref;
  settings_ptr settings;
  /// In force from the next reset on; null if nothing changes then.
  settings_ptr next;
  domain::state_input input;
  domain::input_context around;
};

/// Reports the account after an input.
struct input_folded {
  step_ref ref;
  state_ptr state;
  /// In force from here on, because the day began with them; null if nothing changed.
  settings_ptr adopted;
  domain::step_deltas deltas;
  std::optional<domain::reset_record> reset;
  std::vector<domain::alert_record> alerts;
  bool causes_step = true;
};

/// Commands the rule evaluator to judge the account.
struct judge_step {
  step_ref ref;
  settings_ptr settings;
  state_ptr state;
  standing_ptr binding;
  domain::step_deltas deltas;
  domain::time_point now;
  /// Also look for what the trade history of the day implies (R-L-14).
  bool derive = false;
};

/// Reports what the rules found.
struct step_judged {
  step_ref ref;
  domain::rules::judgement found;
};

/// Ends every lock whose time has come on both clocks.
struct release_due {};

/// Commands the rule evaluator to feed every rule a breach on a copy of the account.
struct prove_rules {
  settings_ptr settings;
  state_ptr state;
  domain::time_point now;
};

/// Reports which rules fired.
struct rules_proven {
  std::vector<domain::rule_proof> proofs;
  domain::time_point at;
};

/// What is to become binding, or to end.
using binding_order = std::variant<domain::rules::judgement, release_due>;

/// Commands the lockout timer to change what binds the account.
struct bind_step {
  step_ref ref;
  settings_ptr settings;
  binding_order order;
  state_ptr state;
  standing_ptr binding;
  domain::clock_reading now;
  std::uint64_t cause = 0;
};

/// What the lockout timer remembers, to be given to its successor.
struct lockout_memory {
  domain::lock_clock clock;
  domain::id_source ids;
};

/// Reports what binds the account now.
struct step_bound {
  step_ref ref;
  std::shared_ptr<const domain::binding_change> change;
  lockout_memory memory;
};

/// Commands the lockout timer to report `deadline_reached` at a UTC instant, unless it already does
/// so earlier.
struct watch_deadline {
  domain::time_point instant;

  friend bool operator==(const watch_deadline&, const watch_deadline&) = default;
};

/// Reports that a watched deadline has come.
struct deadline_reached {
  std::uint64_t epoch = 0;

  friend bool operator==(const deadline_reached&, const deadline_reached&) = default;
};

/// Commands the enforcer to work towards what the standing orders demand.
struct enforce_step {
  step_ref ref;
  settings_ptr settings;
  state_ptr state;
  standing_ptr binding;
  domain::clock_reading now;
  domain::desk_stimulus why;
  bool stream_up = true;
};

/// Reports what the enforcer wants done, and its own memory after that.
struct step_enforced {
  step_ref ref;
  domain::desk_orders orders;
  desk_ptr desk;
};

/// Reports that a child is about to die of the step it is working on.
struct child_failed {
  child_role role{};
  step_ref ref;
  std::string reason;

  friend bool operator==(const child_failed&, const child_failed&) = default;
};

std::string to_string(const step_ref& x);
std::string to_string(const fold_input& x);
std::string to_string(const input_folded& x);
std::string to_string(const judge_step& x);
std::string to_string(const step_judged& x);
std::string to_string(const prove_rules& x);
std::string to_string(const rules_proven& x);
std::string to_string(const bind_step& x);
std::string to_string(const step_bound& x);
std::string to_string(const watch_deadline& x);
std::string to_string(const deadline_reached& x);
std::string to_string(const enforce_step& x);
std::string to_string(const step_enforced& x);
std::string to_string(const child_failed& x);

} // namespace riskd
