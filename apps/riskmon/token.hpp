#pragma once

#include "domain/result.hpp"

#include <filesystem>
#include <string>

namespace riskd::riskmon {

/// Makes a file with a new random token, readable by its owner only, unless the file is there.
/// Fails if it cannot be made.
[[nodiscard]] domain::result<void> make_token_file(const std::filesystem::path& file);

/// The token of a file, without the blanks around it; empty if it cannot be read.
[[nodiscard]] std::string token_in(const std::filesystem::path& file);

} // namespace riskd::riskmon
