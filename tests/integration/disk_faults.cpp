// A disk that fails or is slow on command, for a program that this library is preloaded into.
//
// RISKD_DISK_FAULTS names a file; it is read before every write and sync. Its words are what
// happens, and to files with which part in their name: `eio journal.db`, `slow intent-`. Without
// the file all is well.

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

/// How long a sync takes on a slow disk.
constexpr int slow_milliseconds = 1000;

/// Reads up to a few hundred bytes; empty if there is no such file.
std::string content_of(const char* file) {
  const auto descriptor = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, file, O_RDONLY));
  if (descriptor < 0)
    return {};
  std::array<char, 256> bytes{};
  const auto count = ::syscall(SYS_read, descriptor, bytes.data(), bytes.size());
  ::syscall(SYS_close, descriptor);
  return {bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
}

std::string name_of(int descriptor) {
  const auto link = "/proc/self/fd/" + std::to_string(descriptor);
  std::array<char, 4096> bytes{};
  const auto count = ::readlink(link.c_str(), bytes.data(), bytes.size());
  return {bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
}

/// True if this trouble is wanted for the file.
bool suffers(std::string_view trouble, int descriptor) {
  const char* file = std::getenv("RISKD_DISK_FAULTS");
  if (file == nullptr)
    return false;
  const auto wanted = content_of(file);
  const auto space = wanted.find(' ');
  if (space == std::string::npos || wanted.compare(0, space, trouble) != 0)
    return false;
  return name_of(descriptor).find(wanted.substr(space + 1)) != std::string::npos;
}

long fail() {
  errno = EIO;
  return -1;
}

int sync(long call, int descriptor) {
  if (suffers("eio", descriptor))
    return static_cast<int>(fail());
  if (suffers("slow", descriptor))
    ::poll(nullptr, 0, slow_milliseconds);
  return static_cast<int>(::syscall(call, descriptor));
}

} // namespace

extern "C" {

int fsync(int descriptor) {
  return sync(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
  return sync(SYS_fdatasync, descriptor);
}

ssize_t write(int descriptor, const void* bytes, size_t count) {
  return suffers("eio", descriptor) ? fail() : ::syscall(SYS_write, descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t offset) {
  return suffers("eio", descriptor) ? fail()
                                    : ::syscall(SYS_pwrite64, descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t offset) {
  return pwrite(descriptor, bytes, count, offset);
}

} // extern "C"
