#include "apps/riskd/end_of_run.hpp"

#include "apps/daemon/signals.hpp"

#include <caf/all.hpp>

#include <atomic>
#include <memory>

namespace riskd::app {

const char* to_string(end_of_run x) {
  switch (x) {
    case end_of_run::asked_to:
      return "signal";
    case end_of_run::nothing_to_guard:
      return "nothing_to_guard";
    case end_of_run::root_died:
      break;
  }
  return "root_died";
}

end_of_run wait_for_end(const root_supervisor_actor& root, const logging::logger& log,
                        const std::function<void()>& on_hangup) {
  auto ended_normally = std::make_shared<std::atomic<bool>>(false);
  caf::actor_cast<caf::actor>(root)->attach_functor([ended_normally](const caf::error& reason) {
    *ended_normally = reason == caf::exit_reason::normal;
    wake_who_waits();
  });
  const bool is_asked_to = wait_for_last_signal(on_hangup);
  end_at_second_signal();
  if (is_asked_to)
    return end_of_run::asked_to;
  if (*ended_normally)
    return end_of_run::nothing_to_guard;
  log.critical("daemon.root_died");
  return end_of_run::root_died;
}

} // namespace riskd::app
