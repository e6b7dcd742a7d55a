#pragma once

#include "adapters/dashboard/reply.hpp"
#include "domain/ports/fleet_history_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace riskd::dashboard {

struct desk_options {
  /// How long after it was asked a question may be worked at.
  std::chrono::milliseconds patience{20'000};
  /// Further questions are refused.
  std::size_t waiting_max = 32;
};

/// Works out answers that wait for the disk, one after the other, on a thread of low priority.
class history_desk {
public:
  using limit = domain::fleet_history_port::limit;
  using work = std::function<reply(const limit& is_over)>;
  using on_reply = std::function<void(reply)>;
  /// Has something done on the thread of whoever asks.
  using executor = std::function<void(std::function<void()>)>;

  /// @pre `clock` outlives the desk, and what `post` needs does
  history_desk(const domain::wall_clock& clock, executor post, const desk_options& options);

  history_desk(const history_desk&) = delete;
  history_desk& operator=(const history_desk&) = delete;

  ~history_desk();

  /// Has a question worked out. `told` gets the answer through `post`: 503 if too many wait, or if
  /// there was no time for it.
  void ask(work how, on_reply told);

private:
  struct question {
    work how;
    on_reply told;
    /// Monotonic.
    domain::duration end{};
  };

  void run();
  [[nodiscard]] bool is_over(domain::duration end);
  [[nodiscard]] reply work_out(const question& asked);
  void tell(on_reply told, reply found);

  const domain::wall_clock& clock_;
  const executor post_;
  const desk_options options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_stopped_ = false;
  std::deque<question> waiting_;
  std::thread thread_;
};

} // namespace riskd::dashboard
