#pragma once

#include "adapters/replay/event_reader.hpp"

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <istream>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace riskd::replay {

/// Reads recorded events on a thread of its own while the caller works on those before them. What
/// it holds in memory does not depend on the length of the recording.
///
/// The thread fills a ring of batches; the caller empties them in the same order. A batch belongs
/// to one of the two at a time, so that only the hand-over takes the lock. No signal is delivered
/// to the thread.
class read_ahead {
public:
  /// @param input Stays open and unused by others until this is destroyed.
  explicit read_ahead(std::istream& input, std::size_t line_bytes_max = recorded_line_bytes_max);

  read_ahead(const read_ahead&) = delete;
  read_ahead& operator=(const read_ahead&) = delete;

  /// Ends the reading, wherever it is. A read of the stream that is under way cannot be cut short:
  /// if it waits for somebody who writes into a pipe, so does this.
  ~read_ahead() = default;

  /// Returns the next event, valid until the next call; nothing at the end of the recording and
  /// from the first error on. Throws what the reading threw, after all events before that.
  [[nodiscard]] const domain::replay_event* next();

  /// The error that ended the reading, once all events before it were returned.
  [[nodiscard]] const std::optional<recording_error>& error() const {
    return error_;
  }

  /// How many bytes of the recording were read for the events so far, and for the rest of the batch
  /// to which the last one belongs.
  [[nodiscard]] std::uint64_t bytes() const {
    return current_ == nullptr ? 0 : current_->bytes_after;
  }

private:
  struct batch {
    std::vector<domain::replay_event> events;
    /// Place in the recording behind the events.
    std::uint64_t bytes_after = 0;
    bool is_last = false;
    /// Why it is the last one, if not because the recording ended.
    std::optional<recording_error> error;
    std::exception_ptr thrown;
  };

  /// How far the thread may be ahead, with the batch that the caller has.
  static constexpr std::size_t batches_max = 4;

  /// What makes a batch full, whichever comes first.
  static constexpr std::size_t batch_events = 256;

  static constexpr std::uint64_t batch_bytes = std::uint64_t{256} << 10U;

  // What the thread does.

  void run(const std::stop_token& stop);

  /// Returns false if nobody wants a further batch.
  bool wait_for_room(const std::stop_token& stop);

  void fill(batch& into, const std::stop_token& stop);

  void hand_over();

  // What the caller does.

  /// Gives back the current batch, if there is one, and waits for the next.
  void take_batch();

  /// What `next` returns or throws behind the last event. @pre the current batch is the last one
  const domain::replay_event* end();

  event_reader reader_;

  std::array<batch, batches_max> ring_;

  std::mutex mutex_;

  std::condition_variable_any has_room_;

  std::condition_variable has_batch_;

  /// How many batches were ever handed over, and how many of them given back.
  std::size_t filled_ = 0;

  std::size_t emptied_ = 0;

  /// The batch that the caller works on, and the place of the next event in it.
  const batch* current_ = nullptr;

  std::size_t place_ = 0;

  std::optional<recording_error> error_;

  /// The last member, so that it ends before the others do.
  std::jthread thread_;
};

} // namespace riskd::replay
