#pragma once

#include "adapters/logging/logger.hpp"
#include "messages/interfaces.hpp"

#include <functional>

namespace riskd::app {

/// Why a run ends.
enum class end_of_run {
  /// A signal asked for it.
  asked_to,
  /// The actor that owns all others ended on its own.
  root_died,
  /// None of the accounts exists (R-G-1).
  nothing_to_guard,
};

const char* to_string(end_of_run x);

/// Waits for SIGTERM or SIGINT, or for the root to die. A second signal during the shutdown ends
/// the process at once. Each SIGHUP until then calls `on_hangup`: a terminal that is closed must
/// not end the guard.
/// @pre the three signals are blocked in every thread
[[nodiscard]] end_of_run wait_for_end(const root_supervisor_actor& root, const logging::logger& log,
                                      const std::function<void()>& on_hangup);

} // namespace riskd::app
