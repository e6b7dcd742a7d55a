#include "apps/riskmon/page_folder.hpp"

#include <system_error>

namespace riskd::riskmon {

std::optional<std::filesystem::path> page_folder(const std::filesystem::path& given) {
  if (!given.empty())
    return given;
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error)
    return std::nullopt;
  const auto beside = program.parent_path().parent_path() / "share" / "riskmon" / "page";
  return std::filesystem::is_regular_file(beside / "index.html", error) ? std::optional{beside}
                                                                        : std::nullopt;
}

} // namespace riskd::riskmon
