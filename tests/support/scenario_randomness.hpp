#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace riskd::test {

/// A reproducible stream of random choices: the same seed gives the same choices on every platform.
class random_choices {
public:
  explicit random_choices(std::uint64_t seed) : engine_(seed) {
  }

  /// Returns a number from 0 to `count` - 1. @pre `count` is positive
  [[nodiscard]] std::uint64_t below(std::uint64_t count) {
    // The tiny bias towards low numbers does no harm here.
    return engine_() % count;
  }

  /// Returns a number from `first` to `last`, both included.
  [[nodiscard]] std::int64_t between(std::int64_t first, std::int64_t last) {
    return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
  }

  [[nodiscard]] bool happens(std::uint64_t percent) {
    return below(100) < percent;
  }

  template <class T>
  [[nodiscard]] const T& one_of(const std::vector<T>& candidates) {
    return candidates[below(candidates.size())];
  }

private:
  std::mt19937_64 engine_;
};

/// The seeds of a property test: the one that the environment variable RISKD_SEED names, to repeat
/// a failure, otherwise the first `count` ones.
[[nodiscard]] std::vector<std::uint64_t> property_seeds(std::size_t count);

/// What a failing property reports: the seed that repeats it, and what went wrong.
[[nodiscard]] std::string with_seed(std::uint64_t seed, const std::string& what);

} // namespace riskd::test
