#pragma once

#include "tests/bench/polling.hpp"

#include <filesystem>

namespace riskd::bench {

/// Draws two diagrams beside each other as SVG: which share of the paths was flat by when, and
/// which share had lost no more than so much beyond the limit. Throws if the file cannot be
/// written. @pre there is at least one path
void write_plot(const std::filesystem::path& file, const polling_result& found);

} // namespace riskd::bench
