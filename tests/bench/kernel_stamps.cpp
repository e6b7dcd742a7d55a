#include "tests/bench/kernel_stamps.hpp"

#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <sys/socket.h>
#include <time.h>

#include <array>
#include <cstring>

namespace riskd::bench {

namespace {

constexpr int departures
  = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE | SOF_TIMESTAMPING_OPT_TSONLY;

void set(int socket, int option, int value) {
  ::setsockopt(socket, SOL_SOCKET, option, &value, sizeof value);
}

/// The first stamp among what came with a message.
std::optional<nanoseconds_count> stamp_in(msghdr& message) {
  for (auto* each = CMSG_FIRSTHDR(&message); each != nullptr; each = CMSG_NXTHDR(&message, each)) {
    if (each->cmsg_level != SOL_SOCKET
        || (each->cmsg_type != SCM_TIMESTAMPNS && each->cmsg_type != SCM_TIMESTAMPING))
      continue;
    // The software's stamp comes first of the three of `scm_timestamping`.
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(each), sizeof stamp);
    return nanoseconds_count{stamp.tv_sec} * 1'000'000'000 + stamp.tv_nsec;
  }
  return std::nullopt;
}

struct stamped_read {
  ssize_t size = 0;
  std::optional<nanoseconds_count> stamp;
};

stamped_read read_with_stamp(int socket, const boost::asio::mutable_buffer& into, int flags) {
  iovec place{into.data(), into.size()};
  alignas(cmsghdr) std::array<char, 512> control{};
  msghdr message{};
  message.msg_iov = &place;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const auto size = ::recvmsg(socket, &message, flags | MSG_DONTWAIT);
  return {size, size < 0 ? std::nullopt : stamp_in(message)};
}

} // namespace

void stamp_arrivals(int socket) {
  set(socket, SO_TIMESTAMPNS, 1);
}

ssize_t receive_stamped(int socket, const boost::asio::mutable_buffer& into, arrival& when) {
  const auto found = read_with_stamp(socket, into, 0);
  when.read = wall_nanoseconds();
  when.kernel = found.stamp;
  return found.size;
}

departure_stamp::departure_stamp(int socket) : socket_(socket) {
  set(socket_, SO_TIMESTAMPING, departures);
}

departure_stamp::~departure_stamp() {
  set(socket_, SO_TIMESTAMPING, 0);
}

std::optional<nanoseconds_count> departure_stamp::take() const {
  std::optional<nanoseconds_count> last;
  for (;;) {
    const auto found = read_with_stamp(socket_, {}, MSG_ERRQUEUE);
    if (found.size < 0)
      return last;
    if (found.stamp)
      last = found.stamp;
  }
}

} // namespace riskd::bench
