#pragma once

#include "domain/ids.hpp"
#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>

namespace riskd::projectx {

/// What kinds of calls wait, most urgent first.
enum class call_class : std::uint8_t { close, cancel, verification, reconciliation };

/// True for what enforces: such a call never waits behind a query.
[[nodiscard]] constexpr bool is_command(call_class x) {
  return x == call_class::close || x == call_class::cancel;
}

/// Our own number of one call.
using call_number = std::uint64_t;

/// Decides which call of a login may begin, and when (R-F-14, `rules.md` 8.4 for HTTP 429). Pure:
/// it holds numbers, not calls, and is told the time, as monotonic readings that never decrease.
///
/// At most 190 calls begin in any 60 s, of which at most 130 are queries. Commands go before
/// queries, closes before cancels, verification before reconciliation; queries of one priority take
/// turns between accounts. After a 429 queries stop for as long as the venue asks (30 s at most),
/// else for 1, 2, 4, 8, 16, 30 s, and commands go on at one a second until a call succeeds.
class call_schedule {
public:
  static constexpr std::size_t calls_max = 190;
  static constexpr std::size_t queries_max = 130;
  static constexpr domain::duration window = std::chrono::seconds{60};
  static constexpr domain::duration retry_after_max = std::chrono::seconds{30};
  static constexpr domain::duration probe_interval = std::chrono::seconds{1};

  /// Which connections are free.
  struct slots {
    bool command = false;
    bool query = false;
  };

  /// Appends a call to its class.
  void add(call_number number, call_class kind, domain::account_id account);

  /// Puts a call that must be repeated at once before all others of its class.
  void add_first(call_number number, call_class kind, domain::account_id account);

  /// Picks the call to begin at `now` and counts it as begun, or picks nothing.
  [[nodiscard]] std::optional<call_number> next(domain::duration now, slots free);

  /// Counts a call that did not pass through here, such as a login.
  void count_other(domain::duration now);

  /// Returns the earliest time after `now` at which `next` may pick something that it does not pick
  /// now though a connection is free, or nothing if no call waits for time.
  [[nodiscard]] std::optional<domain::duration> next_change(domain::duration now) const;

  /// A call that began at `begun` was answered with 429. @param retry_after What the venue asked
  /// for.
  void on_rate_limited(domain::duration now, domain::duration begun,
                       std::optional<domain::duration> retry_after);

  /// A call that began at `begun` was answered with anything else.
  void on_answered(domain::duration begun);

  /// True once each time commands begin to wait for the budget (alert `budget_exhausted`).
  [[nodiscard]] bool take_exhausted();

  /// Takes out one waiting call, if any; used to drain when everything ends.
  [[nodiscard]] std::optional<call_number> take_any();

  [[nodiscard]] std::size_t waiting_commands() const;

  [[nodiscard]] std::size_t waiting_queries() const;

private:
  /// Queries of one priority: one line per account, served in turns.
  class fair_queue {
  public:
    void push_back(call_number number, domain::account_id account);
    void push_front(call_number number, domain::account_id account);
    [[nodiscard]] std::optional<call_number> pop();

    [[nodiscard]] std::size_t size() const {
      return size_;
    }

  private:
    std::map<domain::account_id, std::deque<call_number>> lines_;
    domain::account_id last_served_;
    std::size_t size_ = 0;
  };

  void forget_before(domain::duration now);

  void count(domain::duration now, bool is_query);

  /// When the budget lets a command begin, at the earliest.
  [[nodiscard]] domain::duration command_time() const;

  [[nodiscard]] domain::duration query_time() const;

  [[nodiscard]] std::optional<call_number> pop_command();

  std::deque<call_number> closes_;

  std::deque<call_number> cancels_;

  fair_queue verifications_;

  fair_queue reconciliations_;

  /// When the calls of the last minute began; queries a second time on their own.
  std::deque<domain::duration> begun_;

  std::deque<domain::duration> queries_begun_;

  std::optional<domain::duration> last_command_begun_;

  std::optional<domain::duration> last_query_begun_;

  /// Set from a 429 until a call that began later is answered otherwise.
  std::optional<domain::duration> limited_since_;

  /// Queries stop until then.
  std::optional<domain::duration> blocked_until_;

  /// The venue said itself how long to wait.
  bool wait_was_asked_ = false;

  /// Number of 429 answers in a row, those of calls that were under way together counted once.
  std::size_t limited_in_row_ = 0;

  bool exhausted_ = false;

  bool exhausted_reported_ = false;
};

} // namespace riskd::projectx
