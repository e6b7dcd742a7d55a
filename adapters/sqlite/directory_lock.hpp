#pragma once

#include "adapters/sqlite/posix_file.hpp"
#include "domain/result.hpp"

#include <filesystem>

namespace riskd::sqlite {

/// Makes this process the only one that uses `directory`, until the returned file is closed
/// (R-G-10). Fails with `refused` if another process uses it, naming that process if it is known.
[[nodiscard]] domain::result<posix_file> lock_directory(const std::filesystem::path& directory);

} // namespace riskd::sqlite
