#pragma once

#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace riskd::simulation {

/// What the simulated world will do, by the time since the begin of the run. What is due at the
/// same instant happens in the order in which it was planned.
class agenda {
public:
  using action = std::function<void()>;

  void plan(domain::duration when, action what) {
    planned_.emplace(std::pair{when, next_++}, std::move(what));
  }

  /// When the next thing is due; empty if nothing is planned.
  [[nodiscard]] std::optional<domain::duration> next() const {
    if (planned_.empty())
      return std::nullopt;
    return planned_.begin()->first.first;
  }

  /// Does what is due next. @pre something is planned
  void do_next() {
    auto first = planned_.extract(planned_.begin());
    first.mapped()();
  }

  [[nodiscard]] std::size_t size() const {
    return planned_.size();
  }

private:
  std::map<std::pair<domain::duration, std::uint64_t>, action> planned_;
  std::uint64_t next_ = 0;
};

} // namespace riskd::simulation
