#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/breach_story.hpp"

namespace riskd::sqlite {

/// Adds to a story what the events of the account tell: which one showed the breach, the fills that
/// closed something, and when the last thing was gone that a command was to take away. Commands
/// that were decided after that moment are no part of the story and are removed from it.
/// @param to Nothing is looked for from here on.
[[nodiscard]] domain::result<void> trace_events(connection& database, domain::breach_story& story,
                                                domain::time_point to);

} // namespace riskd::sqlite
