#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace riskd::config {

/// Returns how many single-character changes, with swaps of neighbours, turn one text into the
/// other.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Returns the candidate nearest to `word`, or nothing if none is near enough to be what was meant.
[[nodiscard]] std::string nearest(std::string_view word,
                                  const std::vector<std::string>& candidates);

} // namespace riskd::config
