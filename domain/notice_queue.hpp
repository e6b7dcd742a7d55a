#pragma once

#include "domain/notice.hpp"
#include "domain/notification_status.hpp"
#include "domain/ports/wall_clock.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

/// How one receiver is spared. What waits costs no more than `waiting_max` notices and one message.
struct queue_pace {
  /// A notice waits this long for others of its burst.
  duration batch = std::chrono::seconds{2};
  /// Between two messages.
  duration gap = std::chrono::seconds{5};
  /// Between two messages about one thing that lasts.
  duration repeat = std::chrono::minutes{5};
  /// Different notices; repeats only count.
  std::size_t waiting_max = 50;
  /// Before the second attempt; doubled for each one after it.
  duration retry_first = std::chrono::seconds{1};
  duration retry_max = std::chrono::seconds{60};
  /// After that a message is no news any more.
  duration keep = std::chrono::hours{1};
};

/// How an attempt to deliver a message ended.
struct delivery_end {
  enum class kind : std::uint8_t {
    delivered,
    /// It may succeed later.
    failed,
    /// It never will: the receiver understood and refused.
    refused,
  };

  kind how = kind::failed;
  /// How long the receiver asked to be left alone.
  std::optional<duration> retry_after;
  /// For people; names no address.
  std::string reason;
};

/// What waits for one receiver: routes by severity, gathers bursts into one message, counts
/// repeats, paces messages and attempts, gives up what is too old or too much. Times are monotonic
/// unless they say otherwise. Not thread-safe.
class notice_queue {
public:
  /// @param severities What the receiver is told of; empty means everything.
  explicit notice_queue(std::vector<severity> severities, queue_pace pace = {});

  /// Takes a notice in, if it is for this receiver. If too many wait, the least severe of them, and
  /// of those the oldest, is given up.
  void add(const notice& what, clock_reading now);

  /// When `take` will return a message; empty if nothing waits. In the past if it is due.
  [[nodiscard]] std::optional<duration> due() const;

  /// The message that is to be sent now, or null. The same one again until its `ended`.
  [[nodiscard]] const notification* take(duration now);

  /// Tells how sending the message ended. @pre `take` returned one
  void ended(const delivery_end& how, clock_reading now);

  /// Everything is due now: there will be no later.
  void hurry();

  /// Counters, dead letters and errors; `kind` and `usable` are for the caller.
  [[nodiscard]] channel_status status() const;

private:
  struct waiting_line {
    told_line line;
    /// When it may be told.
    duration ready{};
  };

  struct told_before {
    notice what;
    duration at{};
  };

  [[nodiscard]] bool is_wanted(severity level) const;
  void give_up(const told_line& line, const std::string& reason, time_point at);
  void give_up_one(time_point at);
  void give_up_message(const std::string& reason, clock_reading now);
  void gather(duration now);
  void remember(const notice& what, duration now);
  [[nodiscard]] duration ready_at(const notice& what, duration now) const;

  std::vector<severity> severities_;
  queue_pace pace_;
  std::deque<waiting_line> waiting_;
  /// What recurs and was told lately, bounded.
  std::deque<told_before> told_;
  /// Being sent, or to be sent again.
  std::optional<notification> message_;
  duration message_since_{};
  /// When the next attempt may begin.
  duration not_before_{};
  duration retry_delay_{};
  bool hurries_ = false;
  std::uint64_t number_ = 0;
  channel_status status_;
};

} // namespace riskd::domain
