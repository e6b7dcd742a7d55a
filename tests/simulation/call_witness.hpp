#pragma once

#include "domain/virtual_clock.hpp"
#include "tests/simulation/store.hpp"
#include "tests/simulation/venue.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace riskd::simulation {

/// Judges when commands leave: after the lock that they follow from (R-F-9), one at a time
/// (R-F-10), and after an unknown outcome only once somebody looked (R-F-12).
class call_witness {
public:
  using accusation = std::function<void(domain::account_id, const std::string&)>;

  /// @pre all outlive the witness, which takes some of their callbacks
  call_witness(simulated_venue& venue, simulated_store& store, const domain::virtual_clock& clock,
               accusation accuse);

  void note_submitted(const domain::command_ticket& ticket);

  void note_entry(domain::account_id account, const domain::journal_entry& entry);

  /// The daemon died: its next life knows no calls.
  void note_death();

private:
  struct call {
    domain::command_ticket ticket;
    domain::duration sent{};
    /// What a close or reduction was about.
    std::optional<domain::position_id> about;
    /// Whether the account was seen without the position since.
    bool went_flat = false;
  };

  /// A close or reduction of which nobody knows what became.
  struct open_question {
    domain::duration sent{};
    std::optional<domain::position_id> about;
  };

  struct unwritten_lock {
    domain::lock what;
    domain::duration since{};
    /// Commands of earlier steps that were on their way when it was handed over.
    std::set<domain::command_id> earlier;
  };

  struct account_calls {
    std::vector<call> in_flight;
    std::map<domain::contract_id, open_question> questions;
    /// Locks that are not written yet.
    std::vector<unwritten_lock> unwritten;
    /// Commands that an earlier step decided on and that have not left yet.
    std::set<domain::command_id> decided;
  };

  static void note_flat(account_calls& calls, const domain::contract_id& contract);
  void on_reply(const domain::command_replied& reply);
  void on_positions_read(domain::account_id account, domain::duration begun);
  void on_intent(domain::account_id account, const domain::journal_entry& entry);
  void on_kept(domain::account_id account, const domain::journal_entry& entry);
  void judge_order(const domain::command_ticket& ticket, const account_calls& calls);
  [[nodiscard]] std::optional<domain::position_id>
  position_of(domain::account_id account, const domain::contract_id& contract) const;
  [[nodiscard]] domain::duration elapsed() const;

  simulated_venue& venue_;
  const domain::virtual_clock& clock_;
  accusation accuse_;
  std::map<domain::account_id, account_calls> accounts_;
};

} // namespace riskd::simulation
