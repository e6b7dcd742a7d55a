#pragma once

#include <chrono>
#include <cstdint>

namespace riskd::riskctl {

/// A bar on standard error that shows how much of a file has been worked off; silent where that is
/// no terminal.
class replay_progress {
public:
  /// @param whole Size of the file in bytes; 0 if it is unknown.
  explicit replay_progress(std::uint64_t whole);

  ~replay_progress();

  replay_progress(const replay_progress&) = delete;
  replay_progress& operator=(const replay_progress&) = delete;

  /// Draws the bar anew if it is time to.
  void reached(std::uint64_t bytes, std::uint64_t events);

  /// True if nobody would see a bar.
  [[nodiscard]] bool is_silent() const {
    return !shown_;
  }

private:
  std::uint64_t whole_;
  bool shown_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point next_;
};

} // namespace riskd::riskctl
