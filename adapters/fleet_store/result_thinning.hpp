#pragma once

#include "domain/ports/fleet_history_port.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace riskd::fleet {

/// Thins the results of an account for a chart. The time that they cover is cut into a quarter as
/// many stretches of equal length as points are wanted; of each stay the first, the last and the
/// two with the lowest and the highest total (realized plus unrealized), so that no loss and no
/// profit disappears. Totals that are not known give way to those that are, and else count without
/// what is open. Memory is bounded by the points wanted, however many come.
class result_thinning {
public:
  /// @param count How many points stay, at most; if less than four are wanted, the last, then the
  /// first, then the lowest. If no more than these come, all stay.
  /// @param first,last The times of the first and the last point that will come.
  result_thinning(std::size_t count, domain::time_point first, domain::time_point last);

  /// @pre not before the point added last, and between the ends
  void add(const domain::result_point& next);

  /// What stays, ascending. Empties itself.
  [[nodiscard]] std::vector<domain::result_point> take();

private:
  struct candidate {
    std::uint64_t place = 0;
    domain::result_point what;
  };

  struct stretch {
    std::uint64_t number = 0;
    candidate first;
    candidate last;
    candidate lowest;
    candidate highest;
  };

  [[nodiscard]] std::uint64_t number_of(domain::time_point at) const;

  /// Adds what stays of the stretch that is over.
  void finish();

  const std::size_t count_;
  const std::uint64_t stretches_;
  const domain::time_point begin_;
  /// Length of a stretch, in microseconds.
  const std::uint64_t width_;
  std::uint64_t seen_ = 0;
  /// All points, until there are more than wanted.
  std::vector<domain::result_point> whole_;
  std::optional<stretch> current_;
  std::vector<domain::result_point> thinned_;
};

} // namespace riskd::fleet
