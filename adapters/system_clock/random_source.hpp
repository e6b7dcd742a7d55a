#pragma once

#include <functional>

namespace riskd::adapters {

/// Returns a source of numbers spread evenly over `[0, 1)`, seeded by the operating system. It is
/// meant for the jitter of retries, never for secrets. Each source serves one thread.
[[nodiscard]] std::function<double()> make_random_fractions();

} // namespace riskd::adapters
