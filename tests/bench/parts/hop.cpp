// A message from one actor to another, on the scheduler settings of riskd, and between a thread
// that is no actor and an actor.

#include "actors/actor_config.hpp"
#include "actors/spawn.hpp"
#include "messages/type_ids.hpp"
#include "tests/bench/parts/parts.hpp"

#include <caf/all.hpp>

#include <atomic>
#include <cstdint>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <utility>

namespace riskd::bench {

namespace {

/// Enough that waking the scheduler's thread once does not show.
constexpr std::uint64_t hops_per_game = 1'000;

/// How many hops are left.
using ball_actor = caf::typed_actor<caf::reacts_to<tick_atom, std::uint64_t>>;

using question_actor
  = caf::typed_actor<caf::replies_to<tick_atom, std::uint64_t>::with<std::uint64_t>>;

/// Sends every ball back to where it came from.
class returner_state {
public:
  static constexpr const char* name = "returner";

  using self_pointer = ball_actor::stateful_pointer<returner_state>;

  explicit returner_state(self_pointer) {
  }
};

ball_actor::behavior_type returner(returner_state::self_pointer self, int) {
  return {
    [self](tick_atom, std::uint64_t left) {
      self->send(caf::actor_cast<ball_actor>(self->current_sender()), tick_atom_v, left - 1);
    },
  };
}

/// Plays until no hop is left.
class server_state {
public:
  static constexpr const char* name = "server";

  using self_pointer = ball_actor::stateful_pointer<server_state>;

  explicit server_state(self_pointer) {
  }
};

ball_actor::behavior_type server(server_state::self_pointer self, ball_actor opponent,
                                 std::binary_semaphore* over) {
  return {
    [self, opponent, over](tick_atom, std::uint64_t left) {
      if (left == 0)
        over->release();
      else
        self->send(opponent, tick_atom_v, left - 1);
    },
  };
}

class answerer_state {
public:
  static constexpr const char* name = "answerer";

  using self_pointer = question_actor::stateful_pointer<answerer_state>;

  explicit answerer_state(self_pointer) {
  }
};

question_actor::behavior_type answerer(answerer_state::self_pointer, int) {
  return {
    [](tick_atom, std::uint64_t number) { return number; },
  };
}

/// Asks the same again as often as it is told to.
class asker_state {
public:
  static constexpr const char* name = "asker";

  using self_pointer = ball_actor::stateful_pointer<asker_state>;

  explicit asker_state(self_pointer self) : self_(self) {
  }

  ball_actor::behavior_type make_behavior(question_actor whom, std::binary_semaphore* over) {
    whom_ = std::move(whom);
    over_ = over;
    return {
      [this](tick_atom, std::uint64_t left) { ask(left); },
    };
  }

private:
  void ask(std::uint64_t left) {
    if (left == 0)
      return over_->release();
    // Without end, as every local request of riskd: the answer or the death of the other ends it.
    self_->request(whom_, caf::infinite, tick_atom_v, left)
      .then([this](std::uint64_t asked) { ask(asked - 1); },
            [](const caf::error&) { throw std::runtime_error("no answer"); });
  }

  self_pointer self_;

  question_actor whom_;

  std::binary_semaphore* over_ = nullptr;
};

ball_actor::behavior_type asker(asker_state::self_pointer self, question_actor whom,
                                std::binary_semaphore* over) {
  return self->state.make_behavior(std::move(whom), over);
}

/// Notes the number that came last, where another thread sees it.
class listener_state {
public:
  static constexpr const char* name = "listener";

  using self_pointer = ball_actor::stateful_pointer<listener_state>;

  explicit listener_state(self_pointer) {
  }
};

ball_actor::behavior_type listener(listener_state::self_pointer,
                                   std::atomic<std::uint64_t>* heard) {
  return {
    [heard](tick_atom, std::uint64_t number) { *heard = number; },
  };
}

/// One iteration is one message from one actor to the other, both on the one scheduler thread.
void send_on_one_thread(benchmark::State& state) {
  actor_config config;
  caf::actor_system system{config};
  std::binary_semaphore over{0};
  auto opponent = spawn_actor(system, {}, returner, 0);
  auto player = spawn_actor(system, {}, server, opponent, &over);
  while (state.KeepRunningBatch(hops_per_game)) {
    caf::anon_send(player, tick_atom_v, hops_per_game);
    over.acquire();
  }
}

/// One iteration is one question and its answer, both actors on the one scheduler thread.
void request_on_one_thread(benchmark::State& state) {
  actor_config config;
  caf::actor_system system{config};
  std::binary_semaphore over{0};
  auto whom = spawn_actor(system, {}, answerer, 0);
  auto player = spawn_actor(system, {}, asker, whom, &over);
  while (state.KeepRunningBatch(hops_per_game)) {
    caf::anon_send(player, tick_atom_v, hops_per_game);
    over.acquire();
  }
}

/// From a thread like an adapter's to an idle actor having its message, as far as that thread sees.
void send_to_another_thread(benchmark::State& state) {
  actor_config config;
  caf::actor_system system{config};
  std::atomic<std::uint64_t> heard{0};
  auto to = spawn_actor(system, {}, listener, &heard);
  std::uint64_t number = 0;
  for (auto _ : state) {
    caf::anon_send(to, tick_atom_v, ++number);
    while (heard != number)
      std::this_thread::yield();
  }
}

/// A question from a thread that sleeps until an idle actor has answered.
void request_of_another_thread(benchmark::State& state) {
  actor_config config;
  caf::actor_system system{config};
  auto whom = spawn_actor(system, {}, answerer, 0);
  caf::scoped_actor self{system};
  for (auto _ : state)
    self->request(whom, caf::infinite, tick_atom_v, std::uint64_t{1})
      .receive([](std::uint64_t) {},
               [](const caf::error&) { throw std::runtime_error("no answer"); });
}

} // namespace

void add_hops() {
  add("hop/send/one_thread", send_on_one_thread)->UseRealTime();
  add("hop/request/one_thread", request_on_one_thread)->UseRealTime();
  add("hop/send/two_threads", send_to_another_thread)->UseRealTime();
  add("hop/request/two_threads", request_of_another_thread)->UseRealTime();
}

} // namespace riskd::bench
