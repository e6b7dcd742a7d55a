#include "adapters/simulator/event_scheduler.hpp"

#include "domain/contract_check.hpp"

namespace riskd::simulator {

void event_scheduler::at(domain::time_point due, task work) {
  // A multimap inserts equal keys behind each other.
  tasks_.emplace(due, std::move(work));
}

std::optional<domain::time_point> event_scheduler::next_due() const {
  return tasks_.empty() ? std::nullopt : std::optional{tasks_.begin()->first};
}

event_scheduler::task event_scheduler::take_next() {
  RISKD_EXPECTS(!tasks_.empty());
  return std::move(tasks_.extract(tasks_.begin()).mapped());
}

} // namespace riskd::simulator
