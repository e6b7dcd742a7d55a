#include "domain/lock_clock.hpp"

#include <algorithm>

namespace riskd::domain {

void lock_clock::follow(const lock_set& locks, const clock_reading& now) {
  std::erase_if(measures_, [&](const auto& row) {
    const auto* known = locks.find(row.first);
    return !known || !known->until;
  });
  for (const auto& each : locks.all()) {
    if (!each.until)
      continue;
    const auto end = now.monotonic + (*each.until - now.wall);
    const auto [known, is_new] = measures_.try_emplace(each.rule, measure{*each.until, end});
    if (is_new || *each.until <= known->second.until)
      continue;
    known->second.until = *each.until;
    known->second.monotonic_end = std::max(known->second.monotonic_end, end);
  }
}

bool lock_clock::is_over(const lock& x, const clock_reading& now) const {
  if (!x.until || now.wall < *x.until)
    return false;
  const auto known = measures_.find(x.rule);
  return known == measures_.end() || now.monotonic >= known->second.monotonic_end;
}

std::optional<time_point> lock_clock::next_end(const lock_set& locks,
                                               const clock_reading& now) const {
  std::optional<time_point> earliest;
  for (const auto& each : locks.all()) {
    if (!each.until)
      continue;
    auto end = *each.until;
    if (const auto known = measures_.find(each.rule); known != measures_.end())
      end = std::max(end, now.wall + (known->second.monotonic_end - now.monotonic));
    if (!earliest || end < *earliest)
      earliest = end;
  }
  return earliest;
}

} // namespace riskd::domain
