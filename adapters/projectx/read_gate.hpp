#pragma once

#include "domain/ports/broker_port.hpp"

#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace riskd::projectx {

/// Bounds the records that were handed out and not yet dealt with (DESIGN 6). Credits are taken on
/// the adapter's thread and given back on any; when too many are out the hubs are not read, until
/// half of them are back. What waits meanwhile waits in the kernel's buffers.
class read_gate : public std::enable_shared_from_this<read_gate> {
public:
  /// @param credits_max At least 1.
  read_gate(boost::asio::io_context& io, std::size_t credits_max);

  /// Adapter's thread: takes the credit of one record. It returns when the last copy is dropped.
  [[nodiscard]] domain::in_flight_credit take();

  /// Adapter's thread: true if reading may go on. If not, `resume` is called on this thread once it
  /// may.
  [[nodiscard]] bool may_read(std::function<void()> resume);

  /// Adapter's thread: from now on nothing is resumed. Credits may still come back.
  void shut();

private:
  void give_back();

  /// Lets everyone who waits go on, on the adapter's thread and not from within this call.
  void resume_all();

  std::size_t credits_max_;

  std::atomic<std::size_t> out_{0};

  std::atomic<bool> waiting_{false};

  /// Those who wait for `may_read`. Adapter's thread only.
  std::vector<std::function<void()>> resumers_;

  /// Guards `io_`, which is null once shut.
  std::mutex mutex_;

  boost::asio::io_context* io_;
};

} // namespace riskd::projectx
