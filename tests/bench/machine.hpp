#pragma once

#include <string>
#include <utility>
#include <vector>

namespace riskd::bench {

/// Name and value of what the numbers depend on: processor, cores, kernel, compiler, build.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> describe_machine();

/// The most memory that this process ever had, in MiB.
[[nodiscard]] long peak_memory_mib();

} // namespace riskd::bench
