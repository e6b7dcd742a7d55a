#pragma once

#include "domain/result.hpp"
#include "domain/time.hpp"

#include <filesystem>
#include <string>

namespace riskd::sqlite {

/// A time as part of a file's name: 2026-03-03T15:00:00.000000Z becomes 20260303T150000Z, since
/// colons trouble other tools.
[[nodiscard]] std::string file_stamp(domain::time_point now);

/// Renames a file or directory to `<name>.quarantine-<time>`, never over an existing one, and
/// returns its new path. Nothing is ever deleted (R-L-15).
[[nodiscard]] domain::result<std::filesystem::path> move_aside(const std::filesystem::path& file,
                                                               domain::time_point now);

} // namespace riskd::sqlite
