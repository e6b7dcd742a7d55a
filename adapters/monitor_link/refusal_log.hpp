#pragma once

#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace riskd::monitor_link {

/// Who was refused, and for what kind of reason.
struct refusal_key {
  std::string source;
  std::string reason;

  friend auto operator<=>(const refusal_key&, const refusal_key&) = default;
};

/// Decides which refusals are written: one per source, reason and period. The others are counted,
/// and the count comes with the next line, or in one of its own when the period is over. Whoever
/// comes from many sources fills no more than a fixed number of lines.
class refusal_log {
public:
  /// Writes a refusal. `left_out` like it were not written before.
  using writer = std::function<void(const refusal_key& what, const std::string& detail,
                                    std::uint64_t left_out)>;

  /// @param period Between two lines for the same key. @param keys_max Sources and reasons that are
  /// told apart; beyond, the source of a line is `others`.
  refusal_log(domain::duration period, std::size_t keys_max, writer write)
    : period_(period), keys_max_(keys_max), write_(std::move(write)) {
  }

  /// Writes the refusal or counts it. @param now Monotonic.
  void note(refusal_key what, const std::string& detail, domain::duration now);

  /// Writes the counts whose period is over, and forgets those keys.
  void sweep(domain::duration now);

  /// Writes all counts.
  void finish();

private:
  struct entry {
    domain::duration written{};
    std::uint64_t left_out = 0;
  };

  void report(const refusal_key& what, const entry& x) const;

  domain::duration period_;
  std::size_t keys_max_;
  writer write_;
  std::map<refusal_key, entry> entries_;
};

} // namespace riskd::monitor_link
