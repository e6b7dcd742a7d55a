#pragma once

#include "adapters/monitor_link/tls_identity.hpp"
#include "tests/unit/monitor_link/frames.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace riskd::test {

/// Loads an identity whose files are known to be good.
[[nodiscard]] std::shared_ptr<monitor_link::tls_identity>
load_identity(const monitor_link::tls_files& files, monitor_link::link_side side);

/// Both ends of one TLS connection, after the handshake.
struct tls_pair {
  std::shared_ptr<monitor_link::tls_stream> hub;
  std::shared_ptr<monitor_link::tls_stream> agent;
};

[[nodiscard]] tls_pair connect_streams(boost::asio::io_context& io, monitor_link::tls_identity& hub,
                                       monitor_link::tls_identity& agent);

/// Runs what is due until `done`. Returns false if that takes far longer than anything here may.
bool run_until(boost::asio::io_context& io, const std::function<bool()>& done);

/// Keeps reading from a stream, and keeps what came.
template <class Stream>
class byte_collector {
public:
  explicit byte_collector(Stream& stream) : stream_(stream) {
  }

  /// @pre The collector outlives the stream's operations
  void start() {
    stream_.async_read_some(
      boost::asio::buffer(part_), [this](const boost::system::error_code& error, std::size_t size) {
        all.insert(all.end(), part_.begin(), part_.begin() + static_cast<std::ptrdiff_t>(size));
        if (error)
          end = error;
        else
          start();
      });
  }

  bytes all;
  /// Set when nothing more comes.
  boost::system::error_code end;

private:
  Stream& stream_;
  std::array<std::byte, 16 * 1024> part_{};
};

/// Writes the same bytes again and again, as fast as they are taken.
template <class Stream>
struct flood {
  flood(Stream& to, bytes what, int count)
    : left(count), stream(to), part(std::move(what)), times(static_cast<std::size_t>(count)) {
  }

  void start() {
    boost::asio::async_write(stream, boost::asio::buffer(part),
                             [this](const boost::system::error_code& error, std::size_t) {
                               if (!error && --left > 0)
                                 start();
                             });
  }

  [[nodiscard]] std::size_t total() const {
    return part.size() * times;
  }

  /// How often it is still to be written.
  int left;
  Stream& stream;
  bytes part;
  std::size_t times;
};

} // namespace riskd::test
