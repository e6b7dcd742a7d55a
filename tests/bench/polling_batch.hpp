#pragma once

#include "tests/bench/daemon.hpp"
#include "tests/bench/polling.hpp"
#include "tests/bench/polling_client.hpp"
#include "tests/bench/simulated_venue.hpp"

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace riskd::bench {

/// One venue, one daemon with a new store, one client for each interval, and an account of each of
/// them for every path: a loss limit locks an account for the rest of the day.
class polling_batch {
public:
  /// @param options Their numbers of paths and seed are those of this batch.
  polling_batch(const polling_options& options, const std::filesystem::path& directory);

  /// Runs the path of the accounts with this index. Returns how each guard did, riskd first, or
  /// nothing if an account did not become flat.
  [[nodiscard]] std::optional<std::vector<path_outcome>> run(std::size_t index);

  /// Waits until everything was verified and written, and returns what did not go as it must.
  [[nodiscard]] std::vector<std::string> finish();

private:
  using books = std::vector<venue_account>;

  /// The accounts of a path, in the order of the guards.
  [[nodiscard]] books accounts_of(std::size_t index);

  void open_positions(std::size_t index);

  void begin_polling(std::size_t index);

  /// What can be said of a path that was run to its end.
  [[nodiscard]] std::optional<std::vector<path_outcome>>
  judge(const books& accounts, const std::vector<price_step>& steps,
        const std::vector<polling_findings>& polled);

  void complain(std::string what);

  std::vector<venue_login> logins_;

  std::uint64_t run_ = 0;

  std::minstd_rand random_;

  simulated_venue venue_;

  adapters::system_clock clock_;

  domain::broker_clock broker_clock_;

  std::unique_ptr<domain::broker_port> broker_;

  daemon daemon_;

  std::vector<std::unique_ptr<polling_client>> clients_;

  std::vector<std::string> complaints_;
};

} // namespace riskd::bench
