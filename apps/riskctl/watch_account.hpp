#pragma once

#include "adapters/terminal/canvas.hpp"
#include "apps/riskctl/watch_figures.hpp"

#include <cstddef>
#include <vector>

namespace riskd::riskctl::watch {

/// How much room there is for a text, and what can be written in it.
struct paper {
  std::size_t width = 0;
  charset known = charset::ascii;
};

/// What matters of one account, the most important first, for a part of a screen: it may be cut off
/// anywhere.
[[nodiscard]] std::vector<terminal::line>
account_summary(const json& account, const knowledge& known, const paper& sheet);

/// Everything about one account, for a page that can be scrolled.
[[nodiscard]] std::vector<terminal::line>
account_details(const json& account, const knowledge& known, const paper& sheet);

} // namespace riskd::riskctl::watch
