#pragma once

#include <functional>

namespace riskd::app {

// Signals are taken by one thread that waits for them; every other thread inherits the block.

/// Blocks all signals that the program takes. To be called before the first thread.
void block_signals();

/// Makes `wait_for_last_signal` return, from any thread.
void wake_who_waits();

/// Waits for SIGTERM, SIGINT or `wake_who_waits`. Each SIGHUP until then calls `on_hangup`: a
/// terminal that is closed must not end a daemon. Returns whether a signal of somebody else ended
/// the wait.
/// @pre the signals are blocked in every thread
[[nodiscard]] bool wait_for_last_signal(const std::function<void()>& on_hangup);

/// From now on a further SIGTERM or SIGINT ends the process at once with exit code 1: whoever asks
/// twice does not want to wait.
void end_at_second_signal();

} // namespace riskd::app
