#pragma once

#include <filesystem>
#include <optional>

namespace riskd::riskmon {

/// Where the page of the dashboard is: `given`, or if that is empty where it was installed or built
/// beside this program, `../share/riskmon/page`. Nothing if it was left out of the build.
[[nodiscard]] std::optional<std::filesystem::path> page_folder(const std::filesystem::path& given);

} // namespace riskd::riskmon
