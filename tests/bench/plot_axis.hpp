#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace riskd::bench {

/// A place on an axis that has a name.
struct axis_tick {
  std::int64_t value = 0;
  std::string label;
};

/// Where whole numbers lie on an axis.
struct plot_axis {
  std::int64_t least = 0;
  std::int64_t most = 0;
  bool is_logarithmic = false;
  std::vector<axis_tick> ticks;

  /// 0 at the least, 1 at the most. @pre `value` is positive on a logarithmic axis
  [[nodiscard]] double place(std::int64_t value) const;
};

/// A logarithmic axis of whole decades around both durations, which are microseconds.
/// @pre both are positive
[[nodiscard]] plot_axis duration_axis(std::int64_t shortest, std::int64_t longest);

/// An axis from 0 to at least `most`, in whole dollars.
[[nodiscard]] plot_axis dollar_axis(std::int64_t most);

} // namespace riskd::bench
