#pragma once

#include "domain/time.hpp"

#include <caf/actor_cast.hpp>
#include <caf/execution_unit.hpp>
#include <caf/message.hpp>
#include <caf/message_id.hpp>

#include <deque>
#include <utility>

namespace riskd {

class actor_scheduler;

/// How much of a thread may go into actors: half of its time, so that one that has more to do than
/// it can goes on delivering while the scheduler's worker takes its part.
class delivery_allowance {
public:
  /// A delivery begins. The monotonic clock.
  void pass_to(domain::duration now);

  /// Counts one run of an actor. Returns false if nothing is left.
  [[nodiscard]] bool take();

private:
  domain::duration now_{};
  domain::duration left_{};
};

/// What it is given for actors becomes work of its thread: when it ends the thread runs those
/// actors itself, with what they send on, unless somebody else is at it or the allowance is used
/// up; then the scheduler's worker does. Saves waking a thread, and being woken by it: most of what
/// an answer takes on an idle machine. In a system with another scheduler it only sends.
class delivery : private caf::execution_unit {
public:
  /// `allowance` is that of the thread.
  delivery(caf::actor_system& system, delivery_allowance& allowance);

  ~delivery() override;

  delivery(const delivery&) = delete;
  delivery& operator=(const delivery&) = delete;

  /// As `caf::anon_send`.
  template <class Handle, class Message>
  void send(const Handle& to, Message&& message) {
    caf::actor_cast<caf::strong_actor_ptr>(to)->enqueue(
      nullptr, caf::make_message_id(), caf::make_message(std::forward<Message>(message)), unit());
  }

private:
  void exec_later(caf::resumable* job) override;
  [[nodiscard]] caf::resumable* take_next();
  caf::execution_unit* unit();
  void run();

  actor_scheduler* scheduler_;
  delivery_allowance& allowance_;
  std::deque<caf::resumable*> jobs_;
  /// Run when there is nothing else.
  caf::resumable* last_ = nullptr;
};

} // namespace riskd
