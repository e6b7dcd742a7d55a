#pragma once

#include <string>
#include <vector>

namespace riskd::test {

/// Returns the lines of a file of the repository, without their ends. Lines are not interpreted.
/// Throws if it cannot be read.
std::vector<std::string> lines_of(const std::string& path);

/// Returns the content of a file. Throws if it cannot be read.
std::string content_of(const std::string& path);

/// Path of one of our own golden payload files.
std::string golden(const std::string& name);

} // namespace riskd::test
