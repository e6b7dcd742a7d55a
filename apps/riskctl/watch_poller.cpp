#include "apps/riskctl/watch_poller.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <exception>
#include <system_error>
#include <utility>

namespace riskd::riskctl::watch {

namespace {

constexpr auto poll_patience = std::chrono::seconds{2};
constexpr auto pause = std::chrono::seconds{1};

/// Signals are for the thread that has the screen.
void leave_signals_to_others() {
  sigset_t all{};
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

int make_event() {
  const int made = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (made < 0)
    throw std::system_error(errno, std::generic_category(), "eventfd");
  return made;
}

} // namespace

poller::poller(std::filesystem::path socket, std::string target, const domain::wall_clock& clock)
  : socket_(std::move(socket)), target_(std::move(target)), clock_(clock),
    descriptor_(make_event()), thread_([this](const std::stop_token& stop) { run(stop); }) {
}

poller::~poller() {
  thread_.request_stop();
  thread_.join();
  ::close(descriptor_);
}

std::optional<poller::reading> poller::take() {
  std::uint64_t count = 0;
  // Nothing to read is no failure: there may be nothing new.
  [[maybe_unused]] const auto got = ::read(descriptor_, &count, sizeof count);
  const std::lock_guard guard{mutex_};
  return std::exchange(latest_, std::nullopt);
}

void poller::run(const std::stop_token& stop) {
  leave_signals_to_others();
  while (!stop.stop_requested()) {
    try {
      deliver(ask(socket_, target_, poll_patience));
    } catch (const std::exception& thrown) {
      deliver({exit_code::failure, {}, {}, "", thrown.what()});
    }
    std::unique_lock lock{mutex_};
    wake_.wait_for(lock, stop, pause, [] { return false; });
  }
}

void poller::deliver(query_outcome outcome) {
  {
    const std::lock_guard guard{mutex_};
    latest_ = reading{std::move(outcome), clock_.now().monotonic};
  }
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto put = ::write(descriptor_, &one, sizeof one);
}

} // namespace riskd::riskctl::watch
