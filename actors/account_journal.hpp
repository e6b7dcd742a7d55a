#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"
#include "domain/journal_entries.hpp"
#include "domain/ports/journal_port.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace riskd {

/// Hands what happened to one account to the journal: numbers events and intents, adds the audit
/// line of every decision, and takes a snapshot now and then.
class account_journal {
public:
  /// Keeps nothing.
  account_journal() = default;

  [[nodiscard]] bool is_kept() const {
    return port_ != nullptr;
  }

  /// @param last_sequence Highest sequence the journal has for this account.
  account_journal(domain::journal_port* port, domain::account_id account,
                  std::uint64_t last_sequence);

  /// Makes the entries of an event that changed the account, and returns its sequence.
  std::uint64_t note_event(const domain::account_payload& payload, domain::event_source source,
                           const domain::account_state& after,
                           const domain::account_settings& settings, domain::time_point received,
                           std::vector<domain::journal_entry>& entries);

  /// Makes the entries of what RULE-012 newly keeps with open positions.
  void note_stops(const domain::account_state& before, const domain::account_state& after,
                  std::vector<domain::journal_entry>& entries) const;

  /// Says that records that bind are likely to follow at once.
  void expect_intent();

  /// Hands over records that bind and returns the number that their report will carry; 0 if nothing
  /// is kept.
  std::uint64_t write_intent(std::vector<domain::intent_entry> entries);

  /// Notes that an intent is on disk.
  void note_synced(std::uint64_t number);

  /// True while some intent is not known to be on disk.
  [[nodiscard]] bool has_unsynced() const {
    return !unsynced_.empty();
  }

  /// True if the newest configuration in force is on disk once this batch is.
  [[nodiscard]] bool has_settings(std::uint64_t batch) const {
    return settings_batch_ != 0 && batch >= settings_batch_;
  }

  /// Hands over the records of a step, with an audit line for every decision among them.
  void append(std::vector<domain::journal_entry> entries,
              const std::vector<domain::decision>& records, domain::time_point at,
              const domain::account_settings& settings);

  /// Hands over the account's facts, from which the next start goes on.
  void append_snapshot(const domain::account_state& state, domain::time_point at);

  /// True if enough happened since the last snapshot for another.
  [[nodiscard]] bool snapshot_due() const;

private:
  domain::journal_port* port_ = nullptr;
  domain::account_id account_;
  std::uint64_t sequence_ = 0;
  std::uint64_t snapshot_sequence_ = 0;
  std::uint64_t intents_ = 0;
  std::uint64_t batches_ = 0;
  std::uint64_t settings_batch_ = 0;
  std::set<std::uint64_t> unsynced_;
};

} // namespace riskd
