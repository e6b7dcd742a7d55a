#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/monitor_link/agent_link.hpp"
#include "adapters/monitor_link/descriptor.hpp"
#include "domain/ports/hub_line_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace riskd::monitor_link {

/// What becomes of a line. Told on threads of the line; must not block.
struct line_events {
  /// The hub answered: this end is CAF's. Exactly one is told for each `dial`, unless the line is
  /// given up before.
  std::function<void(descriptor)> opened;
  /// The line is closed, or did not open.
  std::function<void(const std::string& reason)> closed;
};

/// The way to one hub over the network: a new `agent_link` each time it is dialled, so that every
/// attempt reads its files anew. A thread of its own makes and ends the links, since ending one
/// waits for its farewell.
class hub_line final : public domain::hub_line_port {
public:
  /// @pre `clock` outlives the line
  hub_line(dial_options options, line_events events, const domain::wall_clock& clock,
           logging::logger log);
  ~hub_line() override;

  /// The one actor of this side that the hub may send to. Nothing is dialled before it is known.
  void reach(std::uint64_t actor);

  void dial() override;

  void hang_up() override;

private:
  void run(const std::stop_token& stop);
  [[nodiscard]] std::unique_ptr<agent_link> begin(std::uint64_t attempt);
  /// Whether this attempt is still the one that is wanted.
  [[nodiscard]] bool is_wanted(std::uint64_t attempt);

  const dial_options options_;
  const line_events events_;
  const domain::wall_clock& clock_;
  const logging::logger log_;
  std::mutex guard_;
  std::condition_variable_any changed_;
  std::optional<std::uint64_t> reachable_;
  /// Counts what was wished; a link belongs to one wish.
  std::uint64_t wish_ = 0;
  bool is_link_wished_ = false;
  /// Last, so that it ends before what it uses.
  std::jthread thread_;
};

} // namespace riskd::monitor_link
