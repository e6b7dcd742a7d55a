#pragma once

#include "domain/time.hpp"

#include <caf/execution_unit.hpp>

#include <deque>

namespace riskd {

class actor_scheduler;

/// While one exists, actors that its thread sends to are kept back; when it ends the thread runs
/// them itself, with what they send on, unless the scheduler's worker is at it or the thread has
/// done so for half of its time already. Saves waking a thread, and being woken by it: most of what
/// an answer takes on an idle machine. Of a system with another scheduler nothing changes.
class delivery : private caf::execution_unit {
public:
  /// `now` by the monotonic clock, never the same clock in one thread as another's.
  delivery(caf::actor_system& system, domain::duration now);

  ~delivery() override;

  delivery(const delivery&) = delete;
  delivery& operator=(const delivery&) = delete;

  /// Takes a job over if this thread is delivering to actors of `scheduler`.
  static bool keeps(const actor_scheduler& scheduler, caf::resumable* job);

private:
  void exec_later(caf::resumable* job) override;
  void run();
  void hand_over();

  actor_scheduler* scheduler_ = nullptr;
  std::deque<caf::resumable*> jobs_;
};

} // namespace riskd
