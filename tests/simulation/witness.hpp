#pragma once

#include "domain/daemon_status.hpp"
#include "domain/virtual_clock.hpp"
#include "tests/simulation/call_witness.hpp"
#include "tests/simulation/store.hpp"
#include "tests/simulation/venue.hpp"

#include <map>
#include <string>
#include <vector>

namespace riskd::simulation {

/// What riskd is judged by: it watches the venue, the store and the status, knows the true time,
/// and says what must never happen.
class witness {
public:
  /// @pre both outlive the witness, which takes their callbacks
  witness(simulated_venue& venue, simulated_store& store, const domain::virtual_clock& clock);

  void watch(const domain::account_settings& settings);

  /// The daemon died, and what a start will find is known.
  void note_death();

  /// The daemon was started again.
  void note_start();

  /// Something goes wrong that every account may notice.
  void note_fault();

  /// Something goes wrong that no other account may notice.
  void note_fault(domain::account_id account);

  void note_trader(domain::account_id account);

  void look_at(const domain::daemon_status& status);

  /// After a time without faults and without trading: everything must be in order again.
  void judge_calm(const domain::daemon_status& status);

  /// What was seen so far, one sentence each.
  [[nodiscard]] const std::vector<std::string>& violations() const {
    return violations_;
  }

  void accuse(domain::account_id account, const std::string& what);

private:
  /// How long the consequences of a fault last: a comparison, and calls that time out.
  static constexpr domain::duration fault_echo = std::chrono::seconds{75};

  struct known_lock {
    domain::lock what;
    domain::duration noted{};
  };

  struct open_directive {
    /// By the venue's clock.
    domain::time_point seen;
    /// When the position was opened that it is about, as far as riskd was told.
    std::optional<domain::time_point> position;
  };

  struct account_notes {
    const domain::account_settings* settings = nullptr;
    std::map<domain::rule_id, known_lock> locks;
    domain::duration last_traded{-3600'000'000};
    domain::duration last_fault{-3600'000'000};
    /// Since when a lock demands flat and the venue knows better; empty if all is well.
    std::optional<domain::duration> unflat_since;
    std::vector<domain::duration> commands;
    /// When the positions were opened that riskd was told of last.
    std::map<domain::contract_id, domain::time_point> known;
    /// The breaches that are being worked on.
    std::map<domain::directive_key, open_directive> directives;
    std::optional<domain::time_point> last_reset;
  };

  void on_entry(domain::account_id account, const domain::journal_entry& entry);
  void on_lock(domain::account_id account, account_notes& notes, const domain::lock& now);
  void on_unlock(domain::account_id account, account_notes& notes, const domain::lock_ended& ended);
  void on_event(account_notes& notes, const domain::account_payload& payload);
  void on_directive_opened(account_notes& notes, const domain::directive_key& key);
  void on_directive_closed(domain::account_id account, account_notes& notes,
                           const domain::directive_key& key);
  void on_reset(domain::account_id account, account_notes& notes, const domain::day_started& reset);
  void on_submit(const domain::command_ticket& ticket);
  void on_execution(const simulated_venue::execution& what);
  void look_at_locks(const domain::account_status& status, account_notes& notes);
  void look_at_flatness(const domain::account_status& status, account_notes& notes);
  void look_at_protection(const domain::account_status& status, const account_notes& notes);
  void judge_account(const domain::account_status& status, const account_notes& notes);
  void judge_ledger(const domain::account_status& status);
  void judge_journal(const domain::account_status& status);
  void judge_time(const domain::account_status& status, const account_notes& notes);
  void judge_limits(domain::account_id account, const domain::account_settings& settings);
  void judge_locks(const domain::account_status& status, const account_notes& notes);
  void judge_derivation(const domain::account_status& status, const account_notes& notes);
  [[nodiscard]] bool is_flat(domain::account_id account) const;
  [[nodiscard]] domain::duration elapsed() const;

  /// True if a fault may still be felt by the account.
  [[nodiscard]] bool is_disturbed(const account_notes& notes) const;

  simulated_venue& venue_;
  simulated_store& store_;
  const domain::virtual_clock& clock_;
  std::map<domain::account_id, account_notes> accounts_;
  domain::duration last_fault_{-3600'000'000};
  domain::duration started_{};
  call_witness calls_;
  std::vector<std::string> violations_;
};

} // namespace riskd::simulation
