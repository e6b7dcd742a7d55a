#pragma once

#include "domain/ids.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::logging {

/// Decides which of many equal lines are written: at most so many per event, account and second.
/// What it refuses it counts, and hands the count out with a later line, so that nothing disappears
/// unseen. Not thread-safe.
class line_budget {
public:
  /// Lines count as equal if they have the same event and account. The event must outlive the
  /// budget, which event ids do.
  using key = std::pair<std::string_view, std::optional<domain::account_id>>;

  /// @pre `lines_per_second` is positive
  explicit line_budget(std::uint32_t lines_per_second);

  struct answer {
    bool admitted = false;
    /// Equal lines refused since the last one that was admitted.
    std::uint64_t suppressed = 0;
  };

  /// @param now Monotonic time, never smaller than in an earlier call.
  [[nodiscard]] answer ask(const key& line, domain::duration now);

  struct leftover {
    key line;
    std::uint64_t suppressed = 0;
  };

  /// Returns the lines whose second is over and whose refused equals nobody has reported yet, and
  /// forgets everything about lines not seen lately, which bounds memory. Looks at most once per
  /// second.
  [[nodiscard]] std::vector<leftover> take_expired(domain::duration now);

  /// Returns everything refused and not reported yet, and starts afresh.
  [[nodiscard]] std::vector<leftover> take_all();

private:
  struct window {
    domain::duration begin{};
    std::uint32_t admitted = 0;
    std::uint64_t suppressed = 0;
  };

  std::uint32_t lines_per_second_;

  domain::duration next_look_{};

  std::map<key, window> windows_;
};

} // namespace riskd::logging
