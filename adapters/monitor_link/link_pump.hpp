#pragma once

#include "adapters/monitor_link/basp_filter.hpp"
#include "adapters/monitor_link/descriptor.hpp"
#include "adapters/monitor_link/tls_identity.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace riskd::monitor_link {

struct pump_options {
  filter_options filter;
  /// A peer that sends no whole frame for so long has gone. Its CAF has to send heartbeats well
  /// within this time.
  std::chrono::milliseconds silence_max{15'000};
  /// So long either side may take nothing of what there is for it.
  std::chrono::milliseconds stall_max{10'000};
  /// The time for taking leave in form.
  std::chrono::milliseconds farewell_max{1'000};
};

/// Fails with `malformed_input` if a number makes no sense.
[[nodiscard]] domain::result<void> validate(const pump_options& options);

/// Carries bytes between a TLS stream and one end of a socket pair, through a filter, until either
/// side ends. Reads from one side only when the other has taken what there was, so that it holds
/// one read and one frame per direction. Belongs to the thread of its `io_context`.
class link_pump : public std::enable_shared_from_this<link_pump> {
public:
  struct made;

  /// Makes a pump, which does nothing yet, and the end of the pair for CAF: non-blocking, closed on
  /// exec. Fails with `connection_lost` if the system has no descriptors left.
  /// @pre `clock` outlives the pump; the handshake of `peer` is done
  [[nodiscard]] static domain::result<made> make(boost::asio::io_context& io,
                                                 std::shared_ptr<tls_stream> peer, link_side side,
                                                 const pump_options& options,
                                                 const domain::wall_clock& clock, node_claim claim);

  struct listener {
    /// May be empty. Called once, when the first frame of the peer has passed.
    std::function<void()> introduced;
    /// Called once, when the link has ended, with the reason; by then CAF's end is closed.
    std::function<void(const std::string& reason)> ended;
  };

  void start(listener to);

  /// Ends the link now: CAF's end is closed, and `ended` is called before this returns. The peer is
  /// told in form, for which it has `farewell_max`. No effect after the end.
  void close(const std::string& reason);

  /// When the peer sent the last whole frame, monotonic; the start of the link before the first.
  [[nodiscard]] domain::duration last_heard() const {
    return last_heard_;
  }

  [[nodiscard]] const filter_counts& counts() const {
    return filter_.counts();
  }

  /// Bytes of memory held for bytes on their way.
  [[nodiscard]] std::size_t capacity() const;

private:
  using error_code = boost::system::error_code;
  using local_socket = boost::asio::local::stream_protocol::socket;

  /// What is on its way in one direction.
  struct lane {
    std::array<std::byte, 16'384> input{};
    std::vector<std::byte> output;
    std::size_t written = 0;
    /// When the receiving side was last given or took something.
    domain::duration moved{};

    [[nodiscard]] bool is_writing() const {
      return written < output.size();
    }
  };

  link_pump(boost::asio::io_context& io, std::shared_ptr<tls_stream> peer, local_socket local,
            link_side side, const pump_options& options, const domain::wall_clock& clock,
            node_claim claim);

  void read_peer();
  void on_peer_bytes(const error_code& error, std::size_t size);
  void write_local();
  void read_local();
  void on_local_bytes(const error_code& error, std::size_t size);
  void write_peer();

  /// Notes what was taken. Returns whether all is.
  bool settle(lane& x, std::size_t size);

  void watch();
  void look_for_standstill();
  void say_goodbye();
  void disconnect();

  [[nodiscard]] domain::duration now() const {
    return clock_.now().monotonic;
  }

  const pump_options options_;
  const domain::wall_clock& clock_;
  std::shared_ptr<tls_stream> peer_;
  local_socket local_;
  boost::asio::steady_timer timer_;
  basp_filter filter_;
  lane to_local_;
  lane to_peer_;
  domain::duration last_heard_;
  listener listener_;
  bool ended_ = false;
};

struct link_pump::made {
  std::shared_ptr<link_pump> pump;
  descriptor local;
};

} // namespace riskd::monitor_link
