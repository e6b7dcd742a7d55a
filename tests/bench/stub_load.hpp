#pragma once

#include "domain/ports/wall_clock.hpp"
#include "tests/bench/stopwatch.hpp"
#include "tests/bench/stub_connection.hpp"

#include <boost/asio/steady_timer.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace riskd::bench {

/// The accounts that trade while another one is measured.
constexpr std::array<std::int64_t, 4> busy_accounts{26282011, 26282012, 26282013, 26282014};

constexpr std::uint64_t load_quotes_per_second = 1000;
constexpr std::uint64_t load_events_per_second = 200;

/// What was sent, and for how long.
struct load_sent {
  std::uint64_t quotes = 0;
  std::uint64_t account_events = 0;
  nanoseconds_count time = 0;
};

/// Sends quotes of the contract that is held and events of accounts that trade, at a fixed pace, to
/// one client after the other. Everything happens in the thread that runs `io`.
class stub_load {
public:
  /// Where one client listens.
  struct hubs {
    std::shared_ptr<stub_hub> user;
    std::shared_ptr<stub_hub> market;
  };

  /// @param clock Outlives the load, as does `io`.
  stub_load(boost::asio::io_context& io, const domain::wall_clock& clock);

  /// Sends to a client from now on, instead of another one.
  /// @param client A number of its own: its accounts go on where they stopped.
  void direct_to(std::size_t client, hubs to);

  void stop();

  [[nodiscard]] load_sent sent() const;

  /// How many events the accounts of one client have had.
  [[nodiscard]] std::uint64_t events_of(std::size_t client) const {
    return events_.at(client);
  }

private:
  void wait();
  void send_due();
  void send_event();

  boost::asio::steady_timer timer_;

  const domain::wall_clock& clock_;

  hubs to_;

  std::size_t client_ = 0;

  /// For each client how many events its accounts have had.
  std::array<std::uint64_t, 2> events_{};

  bool is_running_ = false;

  /// Ticks since the load began to be sent to this client; there is a quote in each.
  std::uint64_t ticks_ = 0;

  nanoseconds_count began_ = 0;

  load_sent sent_;
};

} // namespace riskd::bench
