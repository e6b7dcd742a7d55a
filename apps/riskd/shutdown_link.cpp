#include "apps/riskd/shutdown_link.hpp"

#include <signal.h>
#include <unistd.h>

#include <optional>
#include <utility>

namespace riskd::app {

using logging::field;

shutdown_link::shutdown_link(domain::journal_port& journal, const domain::wall_clock& clock,
                             logging::logger log)
  : journal_(journal), clock_(clock), log_(std::move(log)) {
}

void shutdown_link::shut_down(const std::string& by) {
  const std::lock_guard held{guard_};
  domain::audit_entry entry;
  entry.at = clock_.now().wall;
  entry.type = "admin_request";
  entry.text = "Shutdown asked for by " + by + ".";
  journal_.append({std::nullopt, 0, {std::move(entry)}});
  log_.info("shutdown.requested", field("by", by));
  if (!std::exchange(is_ending_, true))
    ::kill(::getpid(), SIGTERM);
}

void shutdown_link::disconnect() {
  const std::lock_guard held{guard_};
  is_ending_ = true;
}

} // namespace riskd::app
