#pragma once

#include "domain/account_settings.hpp"
#include "domain/contract_facts.hpp"
#include "domain/day_activity.hpp"
#include "domain/events.hpp"
#include "domain/ledger.hpp"
#include "domain/order_book.hpp"
#include "domain/position_book.hpp"
#include "domain/quote.hpp"
#include "domain/records.hpp"
#include "domain/session_edges.hpp"
#include "domain/shared_part.hpp"
#include "domain/trading_day.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace riskd::domain {

/// The facts about one account: what the broker reported, and nothing that we decided. A value
/// whose copies share every part that an event did not change.
struct account_state {
  account_id id;
  /// Counts the changes of this state.
  std::uint64_t version = 0;
  /// When the account came into being here, or was restored (R-J-5).
  time_point born;
  trading_day day;
  bool can_trade = true;
  std::optional<money> balance;
  std::string name;
  shared_part<position_book> positions;
  order_book orders;
  ledger trades;
  /// Entries and results of the current trading day.
  day_activity activity;
  /// Quotes of contracts in play.
  shared_part<std::map<contract_id, quote>> quotes;
  /// Facts of contracts in play, whether or not the catalogue describes them.
  shared_part<std::map<contract_id, contract_facts_ptr>> contracts;
  /// Open positions whose quote was reported stale, with the instant that grew too old (R-E-21).
  shared_part<std::map<contract_id, time_point>> reported_stale;
  /// Where in the trading session the account is; empty without RULE-009.
  std::optional<session_edges> session;
  /// Years of whose missing holidays was told (R-009-7).
  std::set<std::chrono::year> reported_years;

  friend bool operator==(const account_state&, const account_state&) = default;
};

/// Everything that an account's event needs besides its payload.
struct event_context {
  time_point now;
  /// The catalogue row of the event's contract, if the gateway has described it.
  const contract_row* row = nullptr;
  /// The cached quote of the event's contract, if there is one; taken over without being an event.
  const quote* market = nullptr;
};

/// What one event changed: the deltas of S1 (R-X-3).
struct step_deltas {
  /// False for a duplicate, stale or rejected event.
  bool changed = false;
  std::optional<position_delta> position;
  std::optional<trade_change> trade;
  std::optional<order_change> order;
  activity_delta activity;
  /// Nothing is known of the holidays of this year, which is told for the first time (R-009-7).
  bool lacks_holidays = false;
  /// The stream says that the account may trade again, which the broker has to confirm (R-010-2).
  bool unconfirmed_can_trade = false;
};

/// True if the event may have brought a contract into play or out of it.
[[nodiscard]] bool changes_contracts_in_play(const step_deltas& deltas);

/// What an event changed, and what is to be told about it.
struct applied_event {
  step_deltas deltas;
  std::vector<alert_record> alerts;
};

/// Returns the state of an account that is seen for the first time at `now` (R-J-5).
[[nodiscard]] account_state new_account(account_id id, const account_settings& settings,
                                        time_point now);

/// Applies one event of the account (`rules.md` section 2).
applied_event apply(account_state& state, const account_payload& payload,
                    const event_context& context);

/// Takes over a quote that was already merged by the owner of the quote cache.
void apply_quote(account_state& state, const contract_id& contract, const quote& merged);

/// Takes over a catalogue row for contracts in play.
void apply_contract(account_state& state, const contract_row& row);

/// The live order is missing where the venue would list it; see `order_book::close_by_absence`.
applied_event close_by_absence(account_state& state, order_id missing);

/// The facts of a contract in play, made from its id alone if it never was.
[[nodiscard]] contract_facts_ptr facts_of(const account_state& state, const contract_id& contract);

/// Contracts in which the account holds a position or has a live order, in byte order.
[[nodiscard]] std::vector<contract_id> contracts_in_play(const account_state& state);

/// Sums of the current trading day.
[[nodiscard]] inline day_totals totals_today(const account_state& state) {
  return state.trades.totals_of(state.day);
}

} // namespace riskd::domain
