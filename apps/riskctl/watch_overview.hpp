#pragma once

#include "adapters/terminal/canvas.hpp"
#include "apps/riskctl/watch_account.hpp"
#include "apps/riskctl/watch_figures.hpp"
#include "apps/riskctl/watch_state.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace riskd::riskctl::watch {

/// The accounts, what matters of the chosen one, and what happened lately: at most `rows` lines.
/// @pre there is an answer
[[nodiscard]] std::vector<terminal::line> overview(const view_state& state, const knowledge& known,
                                                   std::size_t rows, const paper& sheet);

/// A rule across the sheet with a title in it.
[[nodiscard]] terminal::line title_line(const std::string& title, const paper& sheet);

} // namespace riskd::riskctl::watch
