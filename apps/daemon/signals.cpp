#include "apps/daemon/signals.hpp"

#include "apps/daemon/exit_code.hpp"

#include <signal.h>
#include <unistd.h>

#include <initializer_list>
#include <thread>

namespace riskd::app {

namespace {

/// Sent to ourselves, so that one wait sees every kind of end.
constexpr int own_signal = SIGUSR1;

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const auto each : signals)
    sigaddset(&set, each);
  return set;
}

} // namespace

void block_signals() {
  const auto set = set_of({SIGTERM, SIGINT, SIGHUP, own_signal, SIGPIPE});
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void wake_who_waits() {
  ::kill(::getpid(), own_signal);
}

bool wait_for_last_signal(const std::function<void()>& on_hangup) {
  const auto set = set_of({SIGTERM, SIGINT, SIGHUP, own_signal});
  while (true) {
    int received = 0;
    sigwait(&set, &received);
    if (received != SIGHUP)
      return received != own_signal;
    on_hangup();
  }
}

void end_at_second_signal() {
  std::thread{[] {
    const auto set = set_of({SIGTERM, SIGINT});
    int received = 0;
    sigwait(&set, &received);
    ::_exit(static_cast<int>(exit_code::failure));
  }}.detach();
}

} // namespace riskd::app
