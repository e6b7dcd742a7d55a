#pragma once

#include "domain/configuration_report.hpp"

#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

/// What an administrator may ask of the running daemon. There is no request that lifts, shortens or
/// pauses anything (R-O-2). Calls are thread-safe and wait for no actor.
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

  /// Has every account compared with what the broker lists (R-G-5); status shows when it was done
  /// and what differed.
  /// @param by Who asks, for the audit.
  /// @returns false if the daemon is not ready to be asked.
  [[nodiscard]] virtual bool compare_with_broker(const std::string& by) = 0;

  /// Reads the configuration file again (R-C-7). Accounts follow what is stricter from their next
  /// step on and everything else from their next reset on.
  /// @param by Who asks, for the audit.
  /// @returns nothing if the daemon is not ready to be asked.
  [[nodiscard]] virtual std::optional<reload_report> reload_configuration(const std::string& by)
    = 0;

  /// The configuration that each account follows.
  [[nodiscard]] virtual std::vector<configuration_of_account> configurations() = 0;
};

} // namespace riskd::domain
