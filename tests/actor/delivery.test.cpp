#define CAF_SUITE actor.delivery

#include "actors/delivery.hpp"

#include "actors/actor_config.hpp"
#include "actors/actor_scheduler.hpp"
#include "actors/deterministic_system.hpp"
#include "adapters/system_clock/system_clock.hpp"

#include <caf/all.hpp>
#include <caf/test/unit_test.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace actor_delivery {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

/// Who ran an actor, in the order in which it happened.
class visits {
public:
  void note(std::string what) {
    const std::lock_guard guard{mutex_};
    all_.emplace_back(std::move(what), std::this_thread::get_id());
    more_.notify_all();
  }

  std::vector<std::string> names() const {
    const std::lock_guard guard{mutex_};
    std::vector<std::string> out;
    for (const auto& each : all_)
      out.push_back(each.first);
    return out;
  }

  std::size_t count_of(std::thread::id who) const {
    const std::lock_guard guard{mutex_};
    std::size_t out = 0;
    for (const auto& each : all_)
      out += each.second == who ? 1 : 0;
    return out;
  }

  std::size_t count() const {
    const std::lock_guard guard{mutex_};
    return all_.size();
  }

  void forget() {
    const std::lock_guard guard{mutex_};
    all_.clear();
  }

  bool wait_for(std::size_t wanted) const {
    std::unique_lock guard{mutex_};
    return more_.wait_for(guard, 10s, [&] { return all_.size() == wanted; });
  }

private:
  mutable std::mutex mutex_;
  mutable std::condition_variable more_;
  std::vector<std::pair<std::string, std::thread::id>> all_;
};

/// The monotonic clock as an adapter reads it.
domain::duration now() {
  return adapters::system_clock{}.now().monotonic;
}

/// Of a thread that has not delivered anything for long.
delivery_allowance fresh() {
  delivery_allowance out;
  out.pass_to(now());
  return out;
}

/// Notes the message, then passes it on with one hop less.
caf::behavior relay(caf::event_based_actor* self, visits* seen, const std::string& name,
                    const caf::actor& next) {
  return {[self, seen, name, next](int hops) {
    seen->note(name);
    if (hops > 0)
      self->send(next, hops - 1);
  }};
}

/// Sends to another one, then to itself.
caf::behavior twice(caf::event_based_actor* self, visits* seen, const caf::actor& other) {
  return {[self, seen, other](int hops) {
    seen->note("first");
    if (hops == 0)
      return;
    self->send(other, 0);
    self->send(self, 0);
  }};
}

/// Does in a handler what an adapter does that reports at once.
caf::behavior deliverer(caf::event_based_actor* self, visits* seen, const caf::actor& to) {
  return {[self, seen, to](int hops) {
    seen->note("first");
    if (hops == 0)
      return;
    auto allowance = fresh();
    delivery within{self->system(), allowance};
    within.send(to, 0);
  }};
}

/// What only one thread at a time may touch, and notices if two do.
struct guarded_count {
  std::atomic<bool> busy{false};
  std::atomic<bool> clashed{false};
  std::uint64_t count = 0;
};

caf::behavior counter(caf::event_based_actor*, guarded_count* shared) {
  return {[shared](int) {
    if (shared->busy.exchange(true))
      shared->clashed = true;
    ++shared->count;
    shared->busy = false;
  }};
}

/// Waits until all actors have begun and the worker has nothing to do, and forgets how.
void settle(caf::actor_system& system, visits& seen, const std::vector<caf::actor>& actors) {
  for (const auto& each : actors)
    caf::anon_send(each, 0);
  CAF_REQUIRE(seen.wait_for(actors.size()));
  // Whoever noted that last holds it until he is done.
  const std::lock_guard turn{actor_scheduler::of(system)->turn()};
  seen.forget();
}

const auto me = [] {
  return std::this_thread::get_id();
};

} // namespace

CAF_TEST(a bystander runs when nothing else is left) {
  visits seen;
  actor_config config;
  caf::actor_system system{config};
  const auto end = system.spawn(relay, &seen, std::string{"end"}, caf::actor{});
  const auto middle = system.spawn(relay, &seen, std::string{"middle"}, end);
  const auto bystander = system.spawn(relay, &seen, std::string{"bystander"}, caf::actor{});
  actor_scheduler::of(system)->put_last(
    *static_cast<caf::event_based_actor*>(caf::actor_cast<caf::abstract_actor*>(bystander)));
  settle(system, seen, {end, middle, bystander});
  {
    auto allowance = fresh();
    delivery within{system, allowance};
    within.send(bystander, 0);
    within.send(middle, 1);
    within.send(bystander, 0);
  }
  CAF_REQUIRE(seen.wait_for(4));
  CAF_CHECK((seen.names() == std::vector<std::string>{"middle", "end", "bystander", "bystander"}));
  CAF_CHECK_EQUAL(seen.count_of(me()), 4u);
}

CAF_TEST(whoever delivers runs what follows from it) {
  visits seen;
  actor_config config;
  caf::actor_system system{config};
  auto last = system.spawn(relay, &seen, std::string{"last"}, caf::actor{});
  auto middle = system.spawn(relay, &seen, std::string{"middle"}, last);
  auto first = system.spawn(relay, &seen, std::string{"first"}, middle);
  settle(system, seen, {first, middle, last});
  {
    auto allowance = fresh();
    delivery handing_in{system, allowance};
    handing_in.send(first, 2);
    CAF_CHECK_EQUAL(seen.count(), 0u);
  }
  CAF_CHECK(seen.names() == (std::vector<std::string>{"first", "middle", "last"}));
  CAF_CHECK_EQUAL(seen.count_of(me()), 3u);
}

CAF_TEST(an actor that was sent to comes before one that sends to himself) {
  visits seen;
  actor_config config;
  caf::actor_system system{config};
  const auto other = system.spawn(relay, &seen, std::string{"other"}, caf::actor{});
  const auto first = system.spawn(twice, &seen, other);
  settle(system, seen, {first, other});
  {
    auto allowance = fresh();
    delivery handing_in{system, allowance};
    handing_in.send(first, 1);
  }
  CAF_CHECK(seen.names() == (std::vector<std::string>{"first", "other", "first"}));
}

CAF_TEST(without a delivery the worker runs everything) {
  visits seen;
  actor_config config;
  caf::actor_system system{config};
  const auto actor = system.spawn(relay, &seen, std::string{"it"}, caf::actor{});
  caf::anon_send(actor, 0);
  CAF_REQUIRE(seen.wait_for(1));
  CAF_CHECK_EQUAL(seen.count_of(me()), 0u);
}

CAF_TEST(a thread that has done its share leaves the rest to the worker) {
  visits seen;
  actor_config config;
  caf::actor_system system{config};
  const auto actor = system.spawn(relay, &seen, std::string{"it"}, caf::actor{});
  settle(system, seen, {actor});
  const auto begun = now();
  delivery_allowance allowance;
  for (int i = 0; i < 1'000; ++i) {
    allowance.pass_to(begun);
    delivery handing_in{system, allowance};
    handing_in.send(actor, 0);
  }
  CAF_REQUIRE(seen.wait_for(1'000));
  CAF_CHECK(seen.count_of(me()) > 0);
  CAF_CHECK(seen.count_of(me()) < 1'000);
  // Time passed, and with it came another share.
  seen.forget();
  settle(system, seen, {actor});
  {
    allowance.pass_to(begun + 1s);
    delivery handing_in{system, allowance};
    handing_in.send(actor, 0);
  }
  CAF_CHECK_EQUAL(seen.count_of(me()), 1u);
}

CAF_TEST(what an actor delivers itself goes to the worker) {
  visits seen;
  actor_config config;
  caf::actor_system system{config};
  const auto last = system.spawn(relay, &seen, std::string{"last"}, caf::actor{});
  const auto first = system.spawn(deliverer, &seen, last);
  settle(system, seen, {first, last});
  {
    auto allowance = fresh();
    delivery handing_in{system, allowance};
    handing_in.send(first, 1);
  }
  CAF_REQUIRE(seen.wait_for(2));
  CAF_CHECK(seen.names() == (std::vector<std::string>{"first", "last"}));
  CAF_CHECK_EQUAL(seen.count_of(me()), 1u);
}

CAF_TEST(another scheduler is left alone) {
  visits seen;
  domain::virtual_clock clock{domain::time_point{}};
  deterministic_system other{clock};
  auto actor = other.system().spawn(relay, &seen, std::string{"it"}, caf::actor{});
  other.settle();
  {
    auto allowance = fresh();
    delivery handing_in{other.system(), allowance};
    handing_in.send(actor, 0);
  }
  CAF_CHECK_EQUAL(seen.count(), 0u);
  other.settle();
  CAF_CHECK_EQUAL(seen.count(), 1u);
  caf::anon_send_exit(std::exchange(actor, nullptr), caf::exit_reason::user_shutdown);
  other.settle();
}

CAF_TEST(no two handlers ever run at the same time) {
  constexpr int threads = 4;
  constexpr int rounds = 5'000;
  guarded_count shared;
  actor_config config;
  caf::actor_system system{config};
  std::vector<caf::actor> actors;
  for (int i = 0; i < threads; ++i)
    actors.push_back(system.spawn(counter, &shared));
  {
    std::vector<std::jthread> senders;
    for (int i = 0; i < threads; ++i)
      senders.emplace_back([&, i] {
        delivery_allowance allowance;
        for (int round = 0; round < rounds; ++round) {
          const auto& to = actors[static_cast<std::size_t>((i + round) % threads)];
          if (round % 3 == 0) {
            caf::anon_send(to, round);
            continue;
          }
          allowance.pass_to(now());
          delivery handing_in{system, allowance};
          handing_in.send(to, round);
        }
      });
  }
  caf::scoped_actor self{system};
  for (const auto& each : actors)
    self->send_exit(each, caf::exit_reason::user_shutdown);
  for (const auto& each : actors)
    self->wait_for(each);
  CAF_CHECK(!shared.clashed);
  CAF_CHECK_EQUAL(shared.count, static_cast<std::uint64_t>(threads * rounds));
}

} // namespace actor_delivery
