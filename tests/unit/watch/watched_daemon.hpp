#pragma once

#include "apps/riskctl/watch_figures.hpp"
#include "apps/riskctl/watch_state.hpp"
#include "domain/daemon_status.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace riskd::test {

/// What a watcher knows of a daemon in this status, `old` seconds after it answered.
[[nodiscard]] riskctl::watch::knowledge knowing(const domain::daemon_status& status,
                                                std::int64_t old = 0);

/// `busy_status` with as many accounts as wanted, in turns locked, holding positions and in shadow
/// mode, with names as long as those of a broker.
[[nodiscard]] domain::daemon_status status_of_many(std::size_t accounts);

/// Presses the keys in turn: characters as they are, Enter for a line feed and Escape for `\x1b`.
void press_all(riskctl::watch::view_state& state, std::u32string_view keys,
               const riskctl::watch::knowledge& known, std::size_t rows = 24);

} // namespace riskd::test
