#include "adapters/control_api/socket_file.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

namespace riskd::control_api {

namespace {

using domain::failure;
using domain::failure_code;

failure failed(const std::filesystem::path& path, const std::string& what) {
  return {failure_code::refused,
          what + " " + path.string() + ": " + std::generic_category().message(errno)};
}

domain::result<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto& text = path.native();
  if (text.empty() || text.size() >= sizeof address.sun_path)
    return failure{failure_code::refused, "the socket path '" + text + "' must have 1 to "
                                            + std::to_string(sizeof address.sun_path - 1)
                                            + " characters"};
  std::memcpy(address.sun_path, text.data(), text.size());
  return address;
}

const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

int open_socket() {
  return ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

/// Makes room for our own file, or says why that must not be done.
domain::result<void> clear_place(const std::filesystem::path& path, const sockaddr_un& address) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0)
    return errno == ENOENT ? domain::result<void>{} : failed(path, "cannot look at");
  if (!S_ISSOCK(found.st_mode))
    return failure{failure_code::refused, path.string() + " exists and is not a socket"};
  const int probe = open_socket();
  if (probe < 0)
    return failed(path, "cannot open a socket for");
  const bool nobody
    = ::connect(probe, generic(address), sizeof address) != 0 && errno == ECONNREFUSED;
  ::close(probe);
  if (!nobody)
    return failure{failure_code::refused, "another program already answers on " + path.string()};
  if (::unlink(path.c_str()) != 0)
    return failed(path, "cannot replace");
  return {};
}

} // namespace

domain::result<socket_file> socket_file::listen(const std::filesystem::path& path,
                                                std::optional<gid_t> group) {
  // Absolute, so that the file is found again whatever the working directory is by then.
  auto absolute = std::filesystem::absolute(path);
  const auto address = address_of(absolute);
  if (!address)
    return address.error();
  if (auto cleared = clear_place(absolute, *address); !cleared)
    return cleared.error();
  const int descriptor = open_socket();
  if (descriptor < 0)
    return failed(absolute, "cannot open a socket for");
  if (::bind(descriptor, generic(*address), sizeof *address) != 0) {
    auto why = failed(absolute, "cannot make the socket");
    ::close(descriptor);
    return why;
  }
  auto made = socket_file{std::move(absolute), descriptor};
  struct stat found {};
  if (::lstat(made.path_.c_str(), &found) != 0)
    return failed(made.path_, "cannot look at");
  made.device_ = found.st_dev;
  made.inode_ = found.st_ino;
  // Nobody can connect before listen(), so there is no moment with the wrong permissions.
  made.has_group_ = !group || ::chown(made.path_.c_str(), static_cast<uid_t>(-1), *group) == 0;
  if (::chmod(made.path_.c_str(), S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) != 0)
    return failed(made.path_, "cannot set the permissions of");
  if (::listen(descriptor, SOMAXCONN) != 0)
    return failed(made.path_, "cannot listen on");
  return made;
}

socket_file::socket_file(std::filesystem::path path, int descriptor)
  : path_(std::move(path)), descriptor_(descriptor) {
}

socket_file::socket_file(socket_file&& other) noexcept
  : path_(std::exchange(other.path_, {})), descriptor_(other.release()),
    has_group_(other.has_group_), device_(other.device_), inode_(other.inode_) {
}

socket_file::~socket_file() {
  struct stat found {};
  if (!path_.empty() && ::lstat(path_.c_str(), &found) == 0 && found.st_dev == device_
      && found.st_ino == inode_)
    ::unlink(path_.c_str());
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

int socket_file::release() {
  return std::exchange(descriptor_, -1);
}

} // namespace riskd::control_api
