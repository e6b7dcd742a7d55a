#include "adapters/sqlite/quarantine.hpp"

#include "adapters/sqlite/posix_file.hpp"

#include <string>
#include <system_error>

namespace riskd::sqlite {

using domain::result;

result<std::filesystem::path> move_aside(const std::filesystem::path& file,
                                         domain::time_point now) {
  // 2026-03-03T15:00:00.000000Z becomes 20260303T150000Z: colons trouble other tools.
  auto stamp = domain::to_string(std::chrono::floor<std::chrono::seconds>(now));
  stamp.erase(stamp.find('.'));
  std::erase_if(stamp, [](char x) { return x == '-' || x == ':'; });
  const auto wanted = file.string() + ".quarantine-" + stamp + "Z";
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
