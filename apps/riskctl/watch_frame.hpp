#pragma once

#include "adapters/terminal/canvas.hpp"
#include "apps/riskctl/watch_figures.hpp"
#include "apps/riskctl/watch_state.hpp"

namespace riskd::riskctl::watch {

/// Draws what is to be seen. The first line is always the headline (R-O-4), the last one says which
/// keys there are. A page that was scrolled beyond its end is scrolled back in `state`.
[[nodiscard]] terminal::canvas frame(view_state& state, const knowledge& known,
                                     terminal::screen_size size, terminal::charset characters);

} // namespace riskd::riskctl::watch
