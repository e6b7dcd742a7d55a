#pragma once

#include "domain/account_state.hpp"
#include "domain/deadlines.hpp"
#include "domain/journal_entries.hpp"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace riskd::domain {

/// An event of the account, from the stream or from a snapshot.
struct payload_input {
  account_payload payload;
  event_source source{};
};

/// A contract's quote changed; already merged (R-E-7).
struct quote_input {
  contract_id contract;
  quote merged;
  /// Extreme last prices of the quotes that were merged into this one, its own included (R-X-4).
  std::optional<price> low = std::nullopt;
  std::optional<price> high = std::nullopt;
};

/// The catalogue described a contract.
struct contract_input {
  contract_row row;
};

/// The venue does not know a live order of ours any more (R-G-5).
struct absence_input {
  order_id missing;
};

/// Positions and trades were both read over REST (R-E-19).
struct transit_settled_input {};

/// Timers are due at `now` of the step (R-T-2).
struct timers_input {};

/// The broker's complete list of trades since the start of the previous trading day: it replaces
/// what was stored (R-G-4).
struct broker_ledger_input {
  std::vector<trade_row> rows;
  /// What the broker shows as held now: tells which fills turned a position round (R-L-14).
  std::vector<position_row> positions = {};
};

/// Time passed while the account was not watched (R-T-8).
struct catch_up_input {};

/// Time passes and a step is due, although nothing happened (R-E-24).
struct clock_input {};

/// The configuration in force changed (R-C-8).
struct settings_input {};

/// Everything that can change the facts about an account.
using state_input
  = std::variant<payload_input, quote_input, contract_input, absence_input, transit_settled_input,
                 timers_input, broker_ledger_input, catch_up_input, clock_input, settings_input>;

/// What surrounds an input: when it applies and what the gateway knows about its contract.
struct input_context {
  time_point now;
  std::optional<contract_row> row;
  std::optional<quote> market;
};

/// The outcome of S1 for one input.
struct folded_input {
  account_state state;
  step_deltas deltas;
  std::optional<reset_record> reset;
  std::vector<alert_record> alerts;
  /// False if nothing happened that calls for a step: a quote of a contract that is not held, a
  /// timer that was not due.
  bool causes_step = true;
};

/// S1 of one step: the account after `input`. Strong guarantee: throws or returns a complete
/// result.
/// @param next What is in force from the next reset on, if it is not `settings` (R-C-8)
[[nodiscard]] folded_input fold(account_state state, const state_input& input,
                                const input_context& context, const account_settings& settings,
                                const account_settings* next = nullptr);

/// Rebuilds the facts from what the journal kept; positions and orders are what was last known.
[[nodiscard]] account_state restore_state(const restored_account& stored,
                                          const account_settings& settings, time_point now);

} // namespace riskd::domain
