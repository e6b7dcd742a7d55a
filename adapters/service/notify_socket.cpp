#include "adapters/service/notify_socket.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <system_error>
#include <utility>

namespace riskd::service {

namespace {

using domain::failure;
using domain::failure_code;

failure failed(const std::string& what) {
  return {failure_code::refused, what + ": " + std::generic_category().message(errno)};
}

} // namespace

domain::result<notify_socket> notify_socket::open(const std::string& address) {
  constexpr auto length_max = sizeof(sockaddr_un::sun_path) - 1;
  const bool is_abstract = address.starts_with('@');
  if ((!is_abstract && !address.starts_with('/')) || address.size() < 2
      || address.size() > length_max)
    return failure{failure_code::refused,
                   "'" + address + "' is no address of a service manager's socket"};
  auto name = address;
  if (is_abstract)
    name.front() = '\0';
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0)
    return failed("cannot open a socket to the service manager");
  return notify_socket{std::move(name), descriptor};
}

notify_socket::notify_socket(std::string address, int descriptor)
  : address_(std::move(address)), descriptor_(descriptor) {
}

notify_socket::notify_socket(notify_socket&& other) noexcept
  : address_(std::move(other.address_)), descriptor_(std::exchange(other.descriptor_, -1)) {
}

notify_socket::~notify_socket() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

domain::result<void> notify_socket::tell(std::string_view lines) const {
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  std::memcpy(to.sun_path, address_.data(), address_.size());
  // An abstract name ends where the address does, not at a zero byte.
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
  const auto sent = ::sendto(descriptor_, lines.data(), lines.size(), MSG_NOSIGNAL,
                             reinterpret_cast<const sockaddr*>(&to), length);
  if (sent < 0)
    return failed("the service manager cannot be told");
  return {};
}

} // namespace riskd::service
