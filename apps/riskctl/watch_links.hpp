#pragma once

#include "adapters/terminal/canvas.hpp"
#include "apps/riskctl/watch_figures.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace riskd::riskctl::watch {

/// What every page begins with: the headline of R-O-4, or that riskd does not answer (R-O-6).
[[nodiscard]] std::string headline_of(const knowledge& known);

/// The headline in lines of `width`, at most `lines_max` of them.
[[nodiscard]] std::vector<std::string> folded_headline(const knowledge& known, std::size_t width,
                                                       std::size_t lines_max,
                                                       terminal::charset characters);

/// The daemon, how old its answer is, and each link to a broker with the age of what it told last.
/// Troubles that the links cause have lines of their own.
[[nodiscard]] std::vector<terminal::line> link_lines(const knowledge& known);

} // namespace riskd::riskctl::watch
