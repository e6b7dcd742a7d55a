#pragma once

#include "domain/result.hpp"
#include "domain/time.hpp"

#include <filesystem>

namespace riskd::sqlite {

/// Renames a file or directory to `<name>.quarantine-<time>`, never over an existing one, and
/// returns its new path. Nothing is ever deleted (R-L-15).
[[nodiscard]] domain::result<std::filesystem::path> move_aside(const std::filesystem::path& file,
                                                               domain::time_point now);

} // namespace riskd::sqlite
