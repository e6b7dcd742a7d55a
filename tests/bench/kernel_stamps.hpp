#pragma once

#include "tests/bench/stopwatch.hpp"

#include <boost/asio/buffer.hpp>
#include <sys/types.h>

#include <optional>

namespace riskd::bench {

// When packets passed, by the kernel itself: what is measured then does not contain how long a
// thread took to be woken. All stamps are of the wall clock.

/// When a message was complete.
struct arrival {
  /// When the kernel took its last packet in; empty if the kernel did not say.
  std::optional<nanoseconds_count> kernel;
  /// When its last byte had been read.
  nanoseconds_count read = 0;
};

/// When a message left.
struct departure {
  /// When the kernel passed its last packet on, which on loopback is when it can be read; empty if
  /// the kernel did not say.
  std::optional<nanoseconds_count> kernel;
  /// When the call that wrote it began.
  nanoseconds_count begun = 0;

  [[nodiscard]] nanoseconds_count best() const {
    return kernel.value_or(begun);
  }
};

/// Lets the kernel stamp what a socket receives from now on. Without it only `read` is known.
void stamp_arrivals(int socket);

/// Reads what is there, like `recv`, and tells when the last packet of it arrived.
[[nodiscard]] ssize_t receive_stamped(int socket, const boost::asio::mutable_buffer& into,
                                      arrival& when);

/// Lets the kernel stamp what is written to a socket as long as this lives.
class departure_stamp {
public:
  /// @param socket Outlives the stamp.
  explicit departure_stamp(int socket);

  departure_stamp(const departure_stamp&) = delete;
  departure_stamp& operator=(const departure_stamp&) = delete;
  ~departure_stamp();

  /// When the last packet was passed on that was written since.
  [[nodiscard]] std::optional<nanoseconds_count> take() const;

private:
  int socket_;
};

} // namespace riskd::bench
