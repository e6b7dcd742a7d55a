#pragma once

#include "domain/journal_entries.hpp"
#include "domain/measurements.hpp"
#include "domain/time.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <vector>

namespace riskd::sqlite {

/// Records that become durable together.
struct queued_records {
  /// Empty for records of the daemon itself.
  std::optional<domain::account_id> account;
  /// The batch to report as committed; 0 if no report is wanted.
  std::uint64_t number = 0;
  std::vector<domain::journal_entry> entries;
  /// Set if these are the entries of an intent: its sequence.
  std::uint64_t intent = 0;

  [[nodiscard]] std::size_t rows() const {
    return entries.size();
  }
};

/// True for what must never be lost: breaches, locks, directives, safe mode, and their ends, and
/// the configuration in force.
[[nodiscard]] bool is_binding(const domain::journal_entry& x);

/// What waits to be written. Beyond its bound the oldest records that do not bind are dropped; a
/// batch that lost everything is never reported as committed.
class write_queue {
public:
  /// @param measured Is told how many rows wait, at every change, if it is not null.
  explicit write_queue(std::size_t rows_max, domain::measured_count* measured = nullptr)
    : rows_max_(rows_max), measured_(measured) {
  }

  /// Returns how many records were dropped to make room. Nobody is woken for them.
  std::size_t push(queued_records records);

  /// Wakes whoever waits in `take`.
  void wake();

  /// Waits for records and removes whole batches of up to `rows_max` rows, but at least one batch.
  /// Returns nothing if none came within `idle`, or if the queue was stopped and is empty.
  [[nodiscard]] std::list<queued_records> take(std::size_t rows_max,
                                               std::optional<domain::duration> idle);

  /// Waits before a further attempt. Returns false once the queue was abandoned.
  [[nodiscard]] bool pause(domain::duration length);

  /// Lets `take` return without waiting.
  void stop();

  /// Ends all waiting and attempts.
  void abandon();

  [[nodiscard]] bool is_stopped() const;

  [[nodiscard]] bool is_abandoned() const;

  /// Rows waiting now.
  [[nodiscard]] std::size_t size() const;

  /// True if less than half of what may wait is waiting.
  [[nodiscard]] bool is_calm() const;

  /// Records dropped so far.
  [[nodiscard]] std::uint64_t lost() const;

private:
  using batches = std::list<queued_records>;

  /// Drops what does not bind from the oldest batch that has such records. Returns how many.
  std::size_t drop_oldest();

  /// @pre `mutex_` is held
  void set_rows(std::size_t rows);

  const std::size_t rows_max_;
  domain::measured_count* const measured_;
  mutable std::mutex mutex_;
  std::condition_variable wakes_;
  batches waiting_;
  /// No batch before this one has anything left to drop.
  batches::iterator droppable_ = waiting_.end();
  std::size_t rows_ = 0;
  std::uint64_t lost_ = 0;
  bool is_stopped_ = false;
  bool is_abandoned_ = false;
};

} // namespace riskd::sqlite
