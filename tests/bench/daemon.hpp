#pragma once

#include "actors/root_supervisor.hpp"
#include "adapters/control_api/status_board_port.hpp"
#include "adapters/sqlite/store.hpp"
#include "tests/bench/watched_journal.hpp"

#include <caf/fwd.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace riskd::bench {

/// The parts of riskd from the broker inwards, wired as the program wires them: actors on the
/// program's own scheduler settings, the SQLite store with its intent files, the rotating log at
/// its default level. Only the operator socket is left out.
class daemon {
public:
  /// Opens store and log in `directory`. Throws if that fails.
  /// @param clock Outlives the daemon.
  daemon(const domain::wall_clock& clock, const std::filesystem::path& directory);

  daemon(const daemon&) = delete;
  daemon& operator=(const daemon&) = delete;
  ~daemon();

  /// @param broker Outlives the daemon, as does `clock`. Stopped by the daemon.
  /// @param conflation As the configuration's `market.conflate_ms`.
  void start(domain::broker_port& broker, domain::broker_clock& clock,
             std::vector<settings_ptr> accounts, domain::duration conflation = {});

  /// Waits until every account is protected. Returns false if that takes longer than `limit`.
  [[nodiscard]] bool wait_until_protected(domain::duration limit) const;

  [[nodiscard]] std::shared_ptr<const domain::daemon_status> status() const {
    return board_.latest();
  }

  [[nodiscard]] watched_journal& journal() {
    return *journal_;
  }

  /// Records that the store dropped because it could not keep up.
  [[nodiscard]] std::uint64_t lost_records() const {
    return store_->lost_records();
  }

private:
  const domain::wall_clock& clock_;

  domain::measurements measures_;

  logging::logger log_;

  std::unique_ptr<sqlite::store> store_;

  std::unique_ptr<watched_journal> journal_;

  control_api::status_board_port board_;

  std::unique_ptr<caf::actor_system_config> config_;

  std::unique_ptr<caf::actor_system> system_;

  root_supervisor_actor root_;

  domain::broker_port* broker_ = nullptr;
};

/// Waits, looking every few milliseconds, until `done` holds. Returns false if that takes longer
/// than `limit`.
[[nodiscard]] bool wait_until(const std::function<bool()>& done, domain::duration limit);

} // namespace riskd::bench
