#include "adapters/sqlite/posix_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

constexpr mode_t private_mode = S_IRUSR | S_IWUSR;

int flags_of(file_use use) {
  switch (use) {
    case file_use::append:
      return O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC;
    case file_use::write:
      return O_RDWR | O_CREAT | O_CLOEXEC;
    case file_use::read:
      break;
  }
  return O_RDONLY | O_CLOEXEC;
}

/// Takes from others what an earlier program or a restored backup left them.
bool close_to_others(int descriptor) {
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0)
    return false;
  const bool is_ours = S_ISREG(facts.st_mode) && facts.st_uid == ::geteuid();
  const bool is_open = (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0;
  return !is_ours || !is_open || ::fchmod(descriptor, private_mode) == 0;
}

} // namespace

failure storage_failure(const char* doing, const std::filesystem::path& path, int error) {
  return {failure_code::storage_failed, "cannot " + std::string{doing} + " " + path.string() + ": "
                                          + std::generic_category().message(error)};
}

posix_file::posix_file(int descriptor, std::filesystem::path path)
  : descriptor_(descriptor), path_(std::move(path)) {
}

posix_file::~posix_file() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

posix_file::posix_file(posix_file&& other) noexcept
  : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {
}

posix_file& posix_file::operator=(posix_file&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

result<posix_file> posix_file::open(const std::filesystem::path& path, file_use use) {
  const int descriptor = ::open(path.c_str(), flags_of(use), private_mode);
  if (descriptor < 0)
    return storage_failure("open", path, errno);
  posix_file opened{descriptor, path};
  if (use != file_use::read && !close_to_others(descriptor))
    return storage_failure("protect", path, errno);
  return opened;
}

result<void> posix_file::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return failed("write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

result<void> posix_file::sync() {
  if (::fdatasync(descriptor_) != 0)
    return failed("sync");
  return {};
}

result<void> posix_file::truncate(std::uint64_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0)
    return failed("shorten");
  return {};
}

result<std::uint64_t> posix_file::size() const {
  struct stat facts {};
  if (::fstat(descriptor_, &facts) != 0)
    return failed("examine");
  return static_cast<std::uint64_t>(facts.st_size);
}

result<std::string> posix_file::read(std::uint64_t offset, std::size_t count) const {
  std::string bytes(count, '\0');
  std::size_t filled = 0;
  while (filled < count) {
    const auto got = ::pread(descriptor_, bytes.data() + filled, count - filled,
                             static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return failed("read");
    if (got == 0)
      break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

result<std::string> posix_file::read_all() const {
  const auto length = size();
  if (!length)
    return length.error();
  return read(0, static_cast<std::size_t>(*length));
}

result<bool> posix_file::try_lock() {
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0)
    return true;
  if (errno == EWOULDBLOCK)
    return false;
  return failed("lock");
}

bool posix_file::is_in_place() const {
  struct stat here {};
  struct stat there {};
  return ::fstat(descriptor_, &here) == 0 && ::stat(path_.c_str(), &there) == 0
         && here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

failure posix_file::failed(const char* doing) const {
  return storage_failure(doing, path_, errno);
}

result<void> sync_directory(const std::filesystem::path& directory) {
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    return storage_failure("open", directory, errno);
  const int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (error != 0)
    return storage_failure("sync", directory, error);
  return {};
}

result<void> rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to) {
  int failed = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  if (failed != 0 && errno == EINVAL) {
    // Not every file system can do it in one step.
    if (std::filesystem::exists(std::filesystem::symlink_status(to)))
      return storage_failure("create", to, EEXIST);
    failed = ::rename(from.c_str(), to.c_str());
  }
  if (failed != 0)
    return storage_failure("create", to, errno);
  return sync_directory(to.has_parent_path() ? to.parent_path() : ".");
}

result<void> make_private_directory(const std::filesystem::path& directory) {
  std::error_code error;
  const bool is_new = std::filesystem::create_directories(directory, error);
  if (error)
    return storage_failure("create", directory, error.value());
  if (!is_new)
    return {};
  std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
  if (error)
    return storage_failure("protect", directory, error.value());
  return {};
}

} // namespace riskd::sqlite
