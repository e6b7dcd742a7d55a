#pragma once

#include "adapters/terminal/canvas.hpp"
#include "apps/riskctl/watch_figures.hpp"

#include <string>
#include <vector>

namespace riskd::riskctl::watch {

/// The latest alerts, locks and enforcements, newest first, a line each: of one account if it is
/// named, else of all.
[[nodiscard]] std::vector<terminal::line> events_of(const knowledge& known,
                                                    const std::string& account = {});

} // namespace riskd::riskctl::watch
