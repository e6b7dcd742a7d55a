#include "domain/measurements.hpp"

#include <algorithm>

namespace riskd::domain {

void latency_histogram::record(duration x) {
  const auto length = std::max(x, duration{});
  const auto* const bound = std::lower_bound(bounds.begin(), bounds.end(), length);
  const auto bucket = static_cast<std::size_t>(bound - bounds.begin());
  counts_[bucket].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(length.count(), std::memory_order_relaxed);
}

latency_histogram::reading latency_histogram::read() const {
  reading out;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    total += counts_[i].load(std::memory_order_relaxed);
    out.up_to[i] = total;
  }
  out.sum = duration{sum_.load(std::memory_order_relaxed)};
  return out;
}

} // namespace riskd::domain
