#pragma once

#include <filesystem>
#include <string>

namespace riskd::riskctl {

/// Tells the daemon, if one answers, that its user was refused a word that nobody may ask for
/// . Says nothing of how that went: the user is refused either way.
void report_refusal(const std::filesystem::path& socket, const std::string& word);

} // namespace riskd::riskctl
