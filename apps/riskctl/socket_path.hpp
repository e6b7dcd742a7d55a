#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace riskd::riskctl {

/// Where the daemon is looked for (`rules.md` 11.1): the option, else the environment variable
/// RISKD_SOCKET, else /run/riskd/riskd.sock if it is there, else ./riskd.sock. Empty texts count as
/// not given.
///
/// @param exists Tells whether a path is there; one that may not be looked at counts as there.
[[nodiscard]] std::filesystem::path
find_socket(const std::string& option, const std::optional<std::string>& environment,
            const std::function<bool(const std::filesystem::path&)>& exists);

/// True unless there is certainly nothing at `path`.
[[nodiscard]] bool may_exist(const std::filesystem::path& path);

} // namespace riskd::riskctl
