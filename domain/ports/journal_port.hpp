#pragma once

#include "domain/journal_entries.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace riskd::domain {

/// Records that bind. Written to the operating system at once, synced beside (R-F-9).
struct intent_ticket {
  account_id account;
  /// Chosen by the caller, ascending per account; comes back in the report.
  std::uint64_t number = 0;
  std::vector<intent_entry> entries;
};

/// Records that become durable together, within the next group commit.
struct journal_batch {
  /// Empty for records of the daemon itself.
  std::optional<account_id> account;
  /// Chosen by the caller; 0 if no report is wanted.
  std::uint64_t number = 0;
  std::vector<journal_entry> entries;
};

/// The intent reached the operating system: it survives the death of the process.
struct intent_written {
  account_id account;
  std::uint64_t number = 0;
};

/// The intent reached the disk: it survives the loss of power.
struct intent_synced {
  account_id account;
  std::uint64_t number = 0;
};

struct batch_committed {
  std::optional<account_id> account;
  std::uint64_t number = 0;
};

/// The journal cannot be written; records are kept in memory up to a bound (R-P-3).
struct journal_failed {
  std::string reason;
};

struct journal_recovered {};

using journal_report
  = std::variant<intent_written, intent_synced, batch_committed, journal_failed, journal_recovered>;

/// Durable memory, seen from inside. Calls return at once and may come from any thread; reports
/// arrive on the journal's own threads and the sink must not block. Nothing here ever blocks
/// enforcement.
class journal_port {
public:
  using sink = std::function<void(journal_report)>;

  journal_port() = default;
  journal_port(const journal_port&) = delete;
  journal_port& operator=(const journal_port&) = delete;
  virtual ~journal_port() = default;

  virtual void start(sink reports) = 0;

  /// Answered by `intent_written` and then `intent_synced`. The same entries also belong into a
  /// batch: the intent file only bridges the time until the database has them.
  virtual void write_intent(intent_ticket ticket) = 0;

  /// An intent is likely to follow within a fraction of a millisecond: whoever writes it may wake
  /// up already. Nothing else follows from it.
  virtual void expect_intent() {
  }

  virtual void append(journal_batch batch) = 0;

  /// Writes what is queued, for at most `grace`, and ends the threads. The only call that may
  /// block.
  virtual void stop(duration grace) = 0;
};

} // namespace riskd::domain
