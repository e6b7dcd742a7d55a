#include "adapters/sqlite/directory_lock.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

/// " (process 4711)", or nothing if the file does not hold a number.
std::string holder_of(const posix_file& file) {
  const auto content = file.read(0, 20);
  if (!content)
    return {};
  const auto end
    = std::find_if(content->begin(), content->end(), [](char x) { return x < '0' || x > '9'; });
  const std::string digits{content->begin(), end};
  return digits.empty() ? std::string{} : " (process " + digits + ")";
}

} // namespace

result<posix_file> lock_directory(const std::filesystem::path& directory) {
  auto file = posix_file::open(directory / "riskd.lock", file_use::write);
  if (!file)
    return file.error();
  const auto locked = file->try_lock();
  if (!locked)
    return locked.error();
  if (!*locked)
    return failure{failure_code::refused,
                   directory.string() + " is in use by another riskd" + holder_of(*file)};
  // The number only helps people: on a full disk it is left out.
  if (file->truncate(0))
    static_cast<void>(file->write(std::to_string(::getpid()) + '\n'));
  return std::move(*file);
}

} // namespace riskd::sqlite
