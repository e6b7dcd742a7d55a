#include "adapters/sqlite/quarantine.hpp"

#include "adapters/sqlite/posix_file.hpp"

#include <string>
#include <system_error>

namespace riskd::sqlite {

using domain::result;

std::string file_stamp(domain::time_point now) {
  auto stamp = domain::to_string(std::chrono::floor<std::chrono::seconds>(now));
  stamp.erase(stamp.find('.'));
  std::erase_if(stamp, [](char x) { return x == '-' || x == ':'; });
  return stamp + "Z";
}

result<std::filesystem::path> move_aside(const std::filesystem::path& file,
                                         domain::time_point now) {
  const auto wanted = file.string() + ".quarantine-" + file_stamp(now);
  std::filesystem::path target = wanted;
  for (int i = 2; std::filesystem::exists(std::filesystem::symlink_status(target)); ++i)
    target = wanted + "-" + std::to_string(i);
  std::error_code error;
  std::filesystem::rename(file, target, error);
  if (error)
    return storage_failure("rename", file, error.value());
  if (auto synced = sync_directory(file.parent_path()); !synced)
    return synced.error();
  return target;
}

} // namespace riskd::sqlite
