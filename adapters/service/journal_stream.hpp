#pragma once

#include "adapters/logging/logger.hpp"

#include <cstdio>
#include <memory>
#include <string_view>

namespace riskd::service {

/// Returns the priority of syslog(3) for a finished line of the technical log, by its `level`: what
/// the journal shows and filters by (`journalctl -p`). Of a line without a known level that of
/// INFO.
[[nodiscard]] int priority_of(std::string_view line);

/// Returns a sink that passes every line on to `file` and writes it to `stream` behind its priority
/// as `<3>{"ts":...}`, which journald takes off again (sd-daemon(3)). A thread of its own writes:
/// when the journal stalls, lines for it are dropped and counted, and nobody waits.
/// @pre `stream` stays open until the sink is destroyed, which writes what is queued
[[nodiscard]] std::shared_ptr<logging::line_sink>
also_to_journal(std::shared_ptr<logging::line_sink> file, std::FILE* stream);

} // namespace riskd::service
