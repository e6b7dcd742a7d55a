#include "adapters/simulator/fault_plan.hpp"

#include <algorithm>

namespace riskd::simulator {

namespace {

template <class T, class U>
bool admits(const std::optional<T>& filter, const U& value) {
  return !filter || *filter == value;
}

/// Counts one hit. False if this one is let pass.
template <class Fault>
bool use(planned_fault<Fault>& fault) {
  if (fault.skip > 0) {
    --fault.skip;
    return false;
  }
  if (fault.remaining)
    --*fault.remaining;
  return true;
}

template <class Fault>
void drop_used(std::vector<planned_fault<Fault>>& faults) {
  std::erase_if(faults, [](const planned_fault<Fault>& x) { return x.remaining == 0; });
}

void apply(delivery_plan& plan, const event_fault& what, randomness& dice) {
  switch (what.action) {
    case event_fault_action::duplicate: {
      const auto once = plan;
      for (std::int64_t i = 1; i < what.copies; ++i)
        plan.insert(plan.end(), once.begin(), once.end());
      break;
    }
    case event_fault_action::delay:
      for (auto& delay : plan)
        delay += what.delay;
      break;
    case event_fault_action::reorder:
      for (auto& delay : plan)
        delay += domain::duration{dice.between(0, what.delay.count())};
      break;
    case event_fault_action::lose:
      if (dice.chance(what.percent))
        plan.clear();
      break;
  }
}

} // namespace

std::int64_t fault_plan::add(call_fault what, std::int64_t skip,
                             std::optional<std::int64_t> times) {
  call_faults_.push_back({next_id_, std::move(what), skip, times});
  return next_id_++;
}

std::int64_t fault_plan::add(event_fault what, std::int64_t skip,
                             std::optional<std::int64_t> times) {
  event_faults_.push_back({next_id_, std::move(what), skip, times});
  return next_id_++;
}

void fault_plan::refuse_connections(std::optional<hub_kind> hub, std::optional<std::string> user,
                                    domain::time_point until) {
  refusals_.push_back({hub, std::move(user), until});
}

void fault_plan::clear() {
  call_faults_.clear();
  event_faults_.clear();
  refusals_.clear();
}

std::optional<call_fault> fault_plan::take_call_fault(std::string_view route, std::string_view user,
                                                      std::optional<domain::account_id> account) {
  for (auto& fault : call_faults_) {
    const auto& what = fault.what;
    const bool hits = (what.route == "*" || what.route == route) && admits(what.user, user)
                      && (!what.account || what.account == account);
    if (hits && use(fault)) {
      auto out = what;
      drop_used(call_faults_);
      return out;
    }
  }
  return std::nullopt;
}

delivery_plan fault_plan::plan_delivery(const hub_connection& to, std::string_view target,
                                        randomness& dice) {
  delivery_plan out{domain::duration{}};
  for (auto& fault : event_faults_) {
    const auto& what = fault.what;
    if (admits(what.hub, to.kind()) && admits(what.user, to.user()) && admits(what.target, target)
        && use(fault))
      apply(out, what, dice);
  }
  drop_used(event_faults_);
  return out;
}

bool fault_plan::is_connection_refused(hub_kind hub, std::string_view user,
                                       domain::time_point now) const {
  return std::any_of(refusals_.begin(), refusals_.end(), [&](const connection_refusal& x) {
    return admits(x.hub, hub) && admits(x.user, user) && now < x.until;
  });
}

} // namespace riskd::simulator
