#pragma once

#include <string>

namespace riskd::domain {

/// What an administrator may ask of the running daemon. There is no request that lifts, shortens or
/// pauses anything (R-O-2). Calls are thread-safe and do not block.
class operator_port {
public:
  operator_port() = default;
  operator_port(const operator_port&) = delete;
  operator_port& operator=(const operator_port&) = delete;
  virtual ~operator_port() = default;

  /// Has every rule of every account proven to fire; status shows the outcome.
  /// @param by Who asks, for the audit.
  /// @returns false if the daemon is not ready to be asked.
  [[nodiscard]] virtual bool prove_rules(const std::string& by) = 0;
};

} // namespace riskd::domain
