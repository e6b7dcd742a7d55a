#pragma once

#include "domain/ports/wall_clock.hpp"

namespace riskd::adapters {

/// The kernel's clocks: CLOCK_REALTIME for the wall, CLOCK_BOOTTIME for what must never step
/// (R-L-11).
class system_clock final : public domain::wall_clock {
public:
  [[nodiscard]] domain::clock_reading now() const override;
};

} // namespace riskd::adapters
