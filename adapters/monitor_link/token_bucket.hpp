#pragma once

#include "domain/time.hpp"

#include <algorithm>
#include <cstdint>

namespace riskd::monitor_link {

/// A budget that refills steadily: `burst` at once, `per_second` in the long run.
struct bucket_size {
  std::uint32_t burst = 1;
  std::uint32_t per_second = 1;
};

class token_bucket {
public:
  /// @pre Both numbers of `size` are positive.
  token_bucket(bucket_size size, domain::duration now)
    : size_(size), level_(full()), refilled_(now) {
  }

  /// Takes `amount` if that much is left. @param now Monotonic, never smaller than before.
  [[nodiscard]] bool take(std::uint32_t amount, domain::duration now) {
    refill(now);
    const auto cost = std::int64_t{amount} * scale;
    if (cost > level_)
      return false;
    level_ -= cost;
    return true;
  }

  /// Nothing was taken for so long that the bucket might as well be a new one.
  [[nodiscard]] bool is_full(domain::duration now) const {
    auto then = *this;
    then.refill(now);
    return then.level_ == full();
  }

private:
  /// Levels are kept in millionths, so that every microsecond counts.
  static constexpr std::int64_t scale = 1'000'000;

  [[nodiscard]] std::int64_t full() const {
    return std::int64_t{size_.burst} * scale;
  }

  void refill(domain::duration now) {
    // Longer pauses fill it anyway; the bound keeps the product small.
    const auto until_full = domain::duration{full() / size_.per_second + 1};
    const auto passed = std::clamp(now - refilled_, domain::duration{}, until_full);
    level_ = std::min(full(), level_ + passed.count() * size_.per_second);
    refilled_ = std::max(refilled_, now);
  }

  bucket_size size_;
  std::int64_t level_;
  domain::duration refilled_;
};

} // namespace riskd::monitor_link
