#pragma once

#include "domain/time.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace riskd {

/// Notes that an actor died and returns how long its successor has to wait: it is replaced soon,
/// but ever later if it keeps dying, since what kills it must not flood others.
/// @param entry Has the members `died_at`, `deaths` and `replace_at`.
/// @param now Monotonic
template <class Entry>
[[nodiscard]] domain::duration pause_after_death(Entry& entry, domain::duration now) {
  constexpr domain::duration pause_first = std::chrono::milliseconds{100};
  constexpr domain::duration pause_max = std::chrono::seconds{5};
  constexpr std::uint32_t doublings_max = 6;
  // Deaths that are further apart are no series.
  constexpr domain::duration memory = std::chrono::seconds{60};
  entry.deaths = entry.deaths > 0 && now - entry.died_at < memory ? entry.deaths + 1 : 1;
  entry.died_at = now;
  const auto doublings = std::min(entry.deaths - 1, doublings_max);
  const auto pause = std::min(pause_first * (1u << doublings), pause_max);
  entry.replace_at = now + pause;
  return pause;
}

} // namespace riskd
