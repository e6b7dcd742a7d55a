#include "adapters/monitor_link/pem_file.hpp"

#include "adapters/monitor_link/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace riskd::monitor_link {

namespace {

constexpr std::size_t size_max = 1'048'576;

std::string system_reason() {
  return std::generic_category().message(errno);
}

/// Says why the open file must not hold a secret; empty if it may.
std::string exposure_of(const struct stat& facts) {
  if (facts.st_uid != ::geteuid() && facts.st_uid != 0)
    return "belongs to another user";
  const bool given_by_root = facts.st_uid == 0 && ::geteuid() != 0;
  const mode_t forbidden = given_by_root ? S_IRWXO | S_IWGRP : S_IRWXO | S_IRWXG;
  return (facts.st_mode & forbidden) != 0 ? "other users can read it (chmod 600 it)" : "";
}

} // namespace

domain::result<std::string> read_pem_file(const std::string& path, file_privacy privacy) {
  const auto file = descriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  struct stat facts {};
  if (!file || ::fstat(file.get(), &facts) != 0)
    return unusable_file(path, system_reason());
  if (!S_ISREG(facts.st_mode))
    return unusable_file(path, "is not a regular file");
  if (privacy == file_privacy::secret)
    if (const auto exposed = exposure_of(facts); !exposed.empty())
      return unusable_file(path, exposed);
  std::string out;
  std::array<char, 4096> part{};
  for (;;) {
    const auto size = ::read(file.get(), part.data(), part.size());
    if (size < 0)
      return unusable_file(path, system_reason());
    if (size == 0)
      return out;
    out.append(part.data(), static_cast<std::size_t>(size));
    if (out.size() > size_max)
      return unusable_file(path, "is too large");
  }
}

domain::failure unusable_file(const std::string& path, const std::string& reason) {
  return {domain::failure_code::storage_failed, path + ": " + reason};
}

} // namespace riskd::monitor_link
