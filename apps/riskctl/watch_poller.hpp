#pragma once

#include "apps/riskctl/daemon_query.hpp"
#include "domain/ports/wall_clock.hpp"

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace riskd::riskctl::watch {

/// Asks the daemon about once a second, on a thread of its own, so that keys never wait for it.
class poller {
public:
  /// What came of a question.
  struct reading {
    query_outcome outcome;
    /// When it came, by the clock that never steps.
    domain::duration at{};
  };

  /// @pre `clock` outlives this
  poller(std::filesystem::path socket, std::string target, const domain::wall_clock& clock);

  poller(const poller&) = delete;
  poller& operator=(const poller&) = delete;

  /// Waits for the end of a question that is being asked, which takes two seconds at most.
  ~poller();

  /// Becomes readable when there is something to take.
  [[nodiscard]] int descriptor() const {
    return descriptor_;
  }

  /// Returns what came since the last call; empty if nothing did.
  [[nodiscard]] std::optional<reading> take();

private:
  void run(const std::stop_token& stop);

  void deliver(query_outcome outcome);

  std::filesystem::path socket_;

  std::string target_;

  const domain::wall_clock& clock_;

  int descriptor_;

  std::mutex mutex_;

  std::condition_variable_any wake_;

  std::optional<reading> latest_;

  std::jthread thread_;
};

} // namespace riskd::riskctl::watch
