#pragma once

#include "domain/ports/fleet_history_port.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace riskd::fleet {

struct kept_record {
  std::string daemon;
  domain::audit_report what;
  /// As in `domain::kept_records`.
  std::uint64_t era = 0;
};

struct kept_story {
  std::string daemon;
  domain::story_report what;
};

/// What is written together.
struct fleet_batch {
  std::vector<std::shared_ptr<const domain::fleet_daemon>> daemons;
  std::vector<domain::fleet_alarm> alarms;
  std::vector<kept_record> records;
  std::vector<kept_story> stories;
  std::vector<domain::kept_point> points;

  [[nodiscard]] std::size_t rows() const {
    return daemons.size() + alarms.size() + records.size() + stories.size() + points.size();
  }
};

/// What waits to be written. Of a daemon's state and of an alarm only the newest waits. Beyond the
/// bound the oldest are dropped: first of the points, then of the stories, the records, and last of
/// the alarms. The states of the daemons do not count: there is one of each, and the hub has it
/// anyway. Callable from any thread; nobody waits but the one who takes.
class keeping_queue {
public:
  /// @param bytes_max What may wait, in bytes of memory, about.
  explicit keeping_queue(std::size_t bytes_max) : bytes_max_(bytes_max) {
  }

  /// Each returns how many rows were dropped to make room.
  std::uint64_t push(domain::kept_records what);
  std::uint64_t push(domain::kept_point what);
  std::uint64_t push(domain::fleet_alarm what);

  /// @pre `what` is not null
  void push(std::shared_ptr<const domain::fleet_daemon> what);

  /// Waits up to `idle` for a first row and then up to `gathering` until there are `rows_max`, and
  /// removes that many. A queue that was stopped is not waited for. Empty if there was nothing.
  [[nodiscard]] fleet_batch take(std::size_t rows_max, domain::duration gathering,
                                 domain::duration idle);

  /// Waits before a further attempt. Returns false once the queue was abandoned.
  [[nodiscard]] bool pause(domain::duration length);

  /// Lets `take` return without waiting.
  void stop();

  /// Ends all waiting and attempts.
  void abandon();

  /// Drops what waits, and `more` rows that were taken and could not be written.
  void give_up(std::size_t more);

  [[nodiscard]] bool is_stopped() const;

  [[nodiscard]] bool is_abandoned() const;

  /// Rows waiting now.
  [[nodiscard]] std::size_t size() const;

  /// True if less than half of what may wait is waiting.
  [[nodiscard]] bool is_calm() const;

  /// Rows dropped so far.
  [[nodiscard]] std::uint64_t dropped() const;

private:
  /// @pre `mutex_` is held
  [[nodiscard]] std::size_t rows() const;

  /// Drops until the rest fits and returns how many rows. @pre `mutex_` is held
  std::uint64_t make_room();

  /// Returns false if nothing is left that may be dropped. @pre `mutex_` is held
  bool drop_one();

  const std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::condition_variable wakes_;
  std::deque<domain::kept_point> points_;
  std::deque<kept_story> stories_;
  std::deque<kept_record> records_;
  std::map<std::uint64_t, domain::fleet_alarm> alarms_;
  std::map<std::string, std::shared_ptr<const domain::fleet_daemon>> daemons_;
  std::size_t bytes_ = 0;
  std::uint64_t dropped_ = 0;
  bool is_stopped_ = false;
  bool is_abandoned_ = false;
};

} // namespace riskd::fleet
