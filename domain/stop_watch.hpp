#pragma once

#include "domain/account_state.hpp"

#include <map>

namespace riskd::domain {

/// Orders placed elsewhere may never be announced: before a position is closed for lack of a stop,
/// the open orders are read once more (R-008-5). Times are monotonic.
class stop_watch {
public:
  /// How long an answer is waited for.
  static constexpr duration deadline = std::chrono::seconds{2};

  enum class verdict : std::uint8_t {
    /// The open orders have to be read now.
    ask,
    /// They are being read.
    wait,
    /// They were read, or cannot be.
    close,
  };

  /// Decides about a position whose grace is over.
  [[nodiscard]] verdict judge(const position& held, duration now);

  /// Positions and open orders were read; the reading was begun at `begun`.
  void answered(duration begun);

private:
  struct look {
    std::uint64_t instance = 0;
    duration asked{};
    bool answered = false;
  };

  std::map<contract_id, look> looks_;
};

} // namespace riskd::domain
