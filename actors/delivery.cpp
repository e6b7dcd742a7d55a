#include "actors/delivery.hpp"

#include "actors/actor_scheduler.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <mutex>
#include <utility>

namespace riskd {

namespace {

using namespace std::chrono_literals;

/// What one run is taken to cost: twice what most take.
constexpr domain::duration run_cost = 10us;

/// A burst that may be worked on at once.
constexpr domain::duration burst_max = 2ms;

} // namespace

void delivery_allowance::pass_to(domain::duration now) {
  left_ = std::min(burst_max, left_ + std::max(now - now_, domain::duration{}));
  now_ = now;
}

bool delivery_allowance::take() {
  if (left_ < run_cost)
    return false;
  left_ -= run_cost;
  return true;
}

delivery::delivery(caf::actor_system& system, delivery_allowance& allowance)
  : execution_unit(&system), scheduler_(actor_scheduler::of(system)), allowance_(allowance) {
}

delivery::~delivery() {
  if (!jobs_.empty() || last_ != nullptr)
    run();
  while (auto* job = take_next())
    system().scheduler().enqueue(job);
}

void delivery::exec_later(caf::resumable* job) {
  // An actor that waits to be run is not made ready again.
  if (scheduler_ != nullptr && scheduler_->is_last(job))
    last_ = job;
  else
    jobs_.push_back(job);
}

caf::resumable* delivery::take_next() {
  if (jobs_.empty())
    return std::exchange(last_, nullptr);
  auto* job = jobs_.front();
  jobs_.pop_front();
  return job;
}

caf::execution_unit* delivery::unit() {
  return scheduler_ == nullptr ? nullptr : this;
}

void delivery::run() {
  const std::unique_lock turn{scheduler_->turn(), std::try_to_lock};
  while (turn && (!jobs_.empty() || last_ != nullptr) && allowance_.take()) {
    auto* job = take_next();
    // One message each: whoever was sent to first comes before whoever sends to himself.
    if (job->resume(this, 1) == caf::resumable::resume_later)
      exec_later(job);
    else
      intrusive_ptr_release(job);
  }
}

} // namespace riskd
