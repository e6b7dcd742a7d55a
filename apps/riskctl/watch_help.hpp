#pragma once

#include "adapters/terminal/canvas.hpp"
#include "apps/riskctl/watch_state.hpp"

#include <cstddef>
#include <vector>

namespace riskd::riskctl::watch {

/// The page that explains keys and columns.
[[nodiscard]] std::vector<terminal::line> help_lines();

/// The line that says which keys matter now, as many of them as fit into `width`.
[[nodiscard]] terminal::line keys_of(const view_state& state, std::size_t width);

} // namespace riskd::riskctl::watch
