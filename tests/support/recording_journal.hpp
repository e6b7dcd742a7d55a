#pragma once

#include "domain/ports/journal_port.hpp"

#include <optional>
#include <variant>
#include <vector>

namespace riskd::test {

/// A journal in memory. It keeps what it is handed, acknowledges it at once or when the test says
/// so, and gives back what a start would find.
class recording_journal final : public domain::journal_port {
public:
  /// What is acknowledged without being asked.
  enum class manner {
    everything,
    /// Written to the operating system, but not yet to the disk.
    writing,
    nothing,
  };

  void start(sink reports) override;
  void write_intent(domain::intent_ticket ticket) override;
  void expect_intent() override;
  void append(domain::journal_batch batch) override;
  void stop(domain::duration grace) override;

  /// Nobody listens any more, as when the daemon died.
  void disconnect();

  /// Acknowledges the latest intent. @pre there is one
  void acknowledge_written();
  void acknowledge_synced();

  /// Says that the store cannot be written, or can be again.
  void report(domain::journal_report what);

  /// What a start finds about the account, intents included.
  [[nodiscard]] domain::restored_account restored(domain::account_id account) const;

  /// The same if no batch was committed: only intents are left.
  [[nodiscard]] domain::restored_account restored_from_intents(domain::account_id account) const;

  /// Every entry of one kind that batches brought for the account, in order.
  template <class Entry>
  [[nodiscard]] std::vector<Entry> all(domain::account_id account) const {
    std::vector<Entry> found;
    for (const auto& batch : batches)
      if (batch.account == account)
        for (const auto& entry : batch.entries)
          if (const auto* wanted = std::get_if<Entry>(&entry))
            found.push_back(*wanted);
    return found;
  }

  manner acknowledging = manner::everything;
  std::vector<domain::intent_ticket> intents;
  /// For each announcement of an intent, how many had been written before it.
  std::vector<std::size_t> announced;
  std::vector<domain::journal_batch> batches;

private:
  sink sink_;
};

} // namespace riskd::test
