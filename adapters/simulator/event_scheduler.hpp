#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace riskd::simulator {

/// What is due when, on a clock that the caller moves. Tasks of the same instant run in the order
/// in which they were added.
class event_scheduler {
public:
  using task = std::function<void()>;

  void at(domain::time_point due, task work);

  /// When the earliest task is due.
  [[nodiscard]] std::optional<domain::time_point> next_due() const;

  /// Removes the earliest task. @pre there is one
  [[nodiscard]] task take_next();

private:
  std::multimap<domain::time_point, task> tasks_;
};

} // namespace riskd::simulator
