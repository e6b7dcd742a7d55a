#pragma once

#include "domain/contract_check.hpp"
#include "domain/time.hpp"

#include <algorithm>
#include <cstdint>

namespace riskd::domain {

/// Makes ids that are unique over all accounts of a daemon and all its runs, without asking
/// anybody: the microsecond of the request, moved on if it was used, followed by the owner's
/// number.
class id_source {
public:
  /// How many owners can make ids side by side.
  static constexpr std::int64_t owners_max = 4096;

  /// @param owner Number of this source among all of the daemon.
  explicit id_source(std::int64_t owner = 0) : owner_(owner) {
    RISKD_EXPECTS(owner >= 0 && owner < owners_max);
  }

  [[nodiscard]] std::int64_t next(time_point now) {
    last_ = std::max(last_ + 1, std::int64_t{now.time_since_epoch().count()});
    return last_ * owners_max + owner_;
  }

  /// Never makes `used` or an earlier id again, whatever the clock says.
  void skip_past(std::int64_t used) {
    last_ = std::max(last_, used / owners_max);
  }

private:
  std::int64_t owner_;
  std::int64_t last_ = 0;
};

} // namespace riskd::domain
