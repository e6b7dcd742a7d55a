#pragma once

#include "domain/time.hpp"

#include <cstddef>
#include <deque>

namespace riskd::simulator {

/// Counts calls in a window that slides with time (`projectx-gateway.md` 3). Refused calls do not
/// count.
class rate_limiter {
public:
  /// True if one more call fits; it then counts.
  [[nodiscard]] bool admit(domain::time_point now, std::size_t limit, domain::duration window);

  /// How long until a call fits again; zero if one fits now.
  [[nodiscard]] domain::duration wait(domain::time_point now, std::size_t limit,
                                      domain::duration window) const;

private:
  std::deque<domain::time_point> calls_;
};

} // namespace riskd::simulator
