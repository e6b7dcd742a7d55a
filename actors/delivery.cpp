#include "actors/delivery.hpp"

#include "actors/actor_scheduler.hpp"

#include <caf/all.hpp>

#include <algorithm>

namespace riskd {

namespace {

using namespace std::chrono_literals;

/// What one run is taken to cost: twice what most take.
constexpr domain::duration run_cost = 10us;

/// A burst that may be worked on at once.
constexpr domain::duration burst_max = 2ms;

/// How much of a thread may go into actors: half of its time, so that one that has more to do than
/// it can goes on delivering while the scheduler's worker takes its part.
class allowance {
public:
  void pass_to(domain::duration now) {
    left_ = std::min(burst_max, left_ + std::max(now - now_, domain::duration{}));
    now_ = now;
  }

  /// Counts one run of an actor. Returns false if nothing is left.
  bool take() {
    if (left_ < run_cost)
      return false;
    left_ -= run_cost;
    return true;
  }

private:
  domain::duration now_{};
  domain::duration left_{};
};

// Of this thread.
thread_local delivery* current = nullptr;
thread_local allowance may_run;

} // namespace

delivery::delivery(caf::actor_system& system, domain::duration now) : execution_unit(&system) {
  // Within another one its actors are kept by that.
  if (current == nullptr)
    scheduler_ = actor_scheduler::of(system);
  if (scheduler_ == nullptr)
    return;
  current = this;
  may_run.pass_to(now);
}

delivery::~delivery() {
  if (scheduler_ == nullptr)
    return;
  run();
  current = nullptr;
  hand_over();
}

bool delivery::keeps(const actor_scheduler& scheduler, caf::resumable* job) {
  if (current == nullptr || current->scheduler_ != &scheduler)
    return false;
  current->jobs_.push_back(job);
  return true;
}

void delivery::exec_later(caf::resumable* job) {
  jobs_.push_back(job);
}

void delivery::run() {
  const std::unique_lock turn{scheduler_->turn(), std::try_to_lock};
  while (turn && !jobs_.empty() && may_run.take()) {
    auto* job = jobs_.front();
    jobs_.pop_front();
    // One message each: whoever was sent to first comes before whoever sends to himself.
    if (job->resume(this, 1) == caf::resumable::resume_later)
      jobs_.push_back(job);
    else
      intrusive_ptr_release(job);
  }
}

void delivery::hand_over() {
  for (auto* job : jobs_)
    scheduler_->hand_over(job);
}

} // namespace riskd
