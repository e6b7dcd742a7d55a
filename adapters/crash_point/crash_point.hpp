#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

// Instants at which a test may end the daemon as `kill -9` would, or let a thread fail. Only builds
// with the CMake option RISKD_CRASH_POINTS have them; in all others everything here is empty and
// costs nothing.

namespace riskd::adapters {

/// Where the process can be made to die: on either side of what must not be lost or done twice.
enum class crash_point : std::uint8_t {
  /// Intents are about to be handed to the operating system (R-F-9).
  intent_write_begins,
  /// The operating system has them; nobody was told.
  intent_written,
  intent_sync_begins,
  /// They are on the disk; nobody was told.
  intent_synced,
  /// A group of batches is about to be committed (R-P-3).
  batch_commit_begins,
  /// It is committed; nobody was told.
  batch_committed,
  /// A command is about to be given to a connection.
  command_send_begins,
  /// The last byte of a command was written to its connection.
  command_sent,
  /// The reply to a command is understood; nobody was told.
  reply_parsed,
  /// The reply to a command was handed to the actors.
  reply_handed_over,
  /// The status is about to be published for whoever asks.
  status_published,
  /// Somebody connected to the operator socket.
  api_connection_accepted,
  /// The database is about to be copied.
  backup_begins,
};

/// Their names by their order.
inline constexpr std::array<std::string_view, 13> crash_point_names{
  "intent_write_begins", "intent_written",    "intent_sync_begins",  "intent_synced",
  "batch_commit_begins", "batch_committed",   "command_send_begins", "command_sent",
  "reply_parsed",        "reply_handed_over", "status_published",    "api_connection_accepted",
  "backup_begins",
};

/// The n-th pass of one point, and for how long its thread stands there before the process dies:
/// the other threads go on as they would beside a slow disk or line. Or only that thread is hit, by
/// an exception that nobody expects.
struct crash_order {
  crash_point where = crash_point::intent_write_begins;
  std::uint32_t pass = 1;
  std::uint32_t stall_ms = 0;
  bool throws = false;

  friend bool operator==(const crash_order&, const crash_order&) = default;
};

/// Reads `NAME:N`, `NAME:N:MILLISECONDS` or `NAME:N:throw` with N from 1 on and less than a second;
/// null if it is anything else.
[[nodiscard]] std::optional<crash_order> parse_crash_order(std::string_view text);

#ifdef RISKD_CRASH_POINTS

/// Takes the order of the environment variable RISKD_CRASH_AT, if it is set. Returns false, and
/// says why, if it is no order. Called once, before any thread exists.
[[nodiscard]] bool arm_crash_point(std::ostream& complaints);

/// Ends the process with SIGKILL, or throws, if this is the pass that was ordered. Any thread may
/// call it.
void pass(crash_point where);

#else

[[nodiscard]] inline bool arm_crash_point(std::ostream&) {
  return true;
}

inline void pass(crash_point) {
}

#endif

} // namespace riskd::adapters
