#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>

namespace riskd::fleet {

/// What the owner of the store is told about its writing.
struct store_report {
  /// False when trouble begins, true when all of it is over.
  bool is_working = false;
  /// What is wrong, for people; empty if nothing is.
  std::string reason;
  /// Rows dropped since the start.
  std::uint64_t dropped = 0;
};

/// What can be in the way of writing, each on its own.
enum class store_trouble {
  writing,
  /// More is waiting than may.
  overflow,
  /// What is too old cannot be deleted.
  retention,
};

/// Turns troubles into reports: one when the first begins, one when the last has ended. Callable
/// from any thread.
class store_health {
public:
  using listener = std::function<void(const store_report&)>;

  /// @param told May be empty. Called with a lock held: it must neither wait nor come back here.
  explicit store_health(listener told) : told_(std::move(told)) {
  }

  /// @param dropped Rows dropped since the start.
  void failed(store_trouble which, const std::string& reason, std::uint64_t dropped);

  void worked(store_trouble which, std::uint64_t dropped);

private:
  /// Held while reporting, so that reports come in the order of events.
  std::mutex mutex_;
  listener told_;
  std::set<store_trouble> lasting_;
};

} // namespace riskd::fleet
