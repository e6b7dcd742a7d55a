#include "apps/riskd/end_of_run.hpp"

#include "apps/riskd/command_line.hpp"

#include <caf/all.hpp>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <initializer_list>
#include <memory>
#include <thread>

namespace riskd::app {

namespace {

/// Sent to ourselves when the root dies, so that one wait sees both ends.
constexpr int root_died_signal = SIGUSR1;

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const auto each : signals)
    sigaddset(&set, each);
  return set;
}

/// Returns the first signal that comes and is not the hang-up, which only calls `on_hangup`.
int wait_for_last_signal(const std::function<void()>& on_hangup) {
  const auto set = set_of({SIGTERM, SIGINT, SIGHUP, root_died_signal});
  while (true) {
    int received = 0;
    sigwait(&set, &received);
    if (received != SIGHUP)
      return received;
    on_hangup();
  }
}

/// Whoever asks twice does not want to wait.
void end_at_second_signal() {
  std::thread{[] {
    const auto set = set_of({SIGTERM, SIGINT});
    int received = 0;
    sigwait(&set, &received);
    ::_exit(static_cast<int>(exit_code::failure));
  }}.detach();
}

} // namespace

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
    ::kill(::getpid(), root_died_signal);
  });
  const auto received = wait_for_last_signal(on_hangup);
  end_at_second_signal();
  if (received != root_died_signal)
    return end_of_run::asked_to;
  if (*ended_normally)
    return end_of_run::nothing_to_guard;
  log.critical("daemon.root_died");
  return end_of_run::root_died;
}

bool stop_actors(caf::actor_system& system, const root_supervisor_actor& root,
                 domain::duration grace) {
  caf::scoped_actor self{system};
  self->monitor(root);
  self->send(root, stop_work{grace});
  bool ended = false;
  self->receive([&](const caf::down_msg&) { ended = true; },
                caf::after(grace) >> [&] { self->send_exit(root, caf::exit_reason::kill); });
  return ended;
}

} // namespace riskd::app
