#pragma once

#include <cstdint>

namespace riskd::sqlite {

/// How the store was found at start-up.
enum class store_condition : std::uint8_t {
  /// There has never been a store: no marker.
  first_start,
  /// The store of an earlier run was found in order.
  opened,
  /// The marker says that there was a store, but there is none. Locks may have been lost: every
  /// account needs `SYS-STATE` (R-L-15).
  missing,
  /// The store was damaged and moved aside. As `missing`.
  damaged,
};

const char* to_string(store_condition x);

} // namespace riskd::sqlite
