#include "apps/riskctl/watch_command.hpp"

#include "adapters/control_api/request_target.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "adapters/terminal/full_screen.hpp"
#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/watch_frame.hpp"
#include "apps/riskctl/watch_poller.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace riskd::riskctl {

namespace {

using terminal::full_screen;
using terminal::key;

constexpr int milliseconds_between_frames = 1000;

/// Has the signals that end or resize the screen come as something to read, in all threads that are
/// started from now on.
class awaited_signals {
public:
  awaited_signals() {
    sigset_t wanted{};
    ::sigemptyset(&wanted);
    for (const int each : {SIGINT, SIGTERM, SIGHUP, SIGWINCH})
      ::sigaddset(&wanted, each);
    ::pthread_sigmask(SIG_BLOCK, &wanted, &before_);
    descriptor_ = ::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    if (descriptor_ < 0)
      throw std::system_error(errno, std::generic_category(), "signalfd");
  }

  awaited_signals(const awaited_signals&) = delete;
  awaited_signals& operator=(const awaited_signals&) = delete;

  ~awaited_signals() {
    ::close(descriptor_);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  [[nodiscard]] int descriptor() const {
    return descriptor_;
  }

  /// True if a signal came that asks to end.
  [[nodiscard]] bool ask_to_end() const {
    bool out = false;
    for (signalfd_siginfo came{}; ::read(descriptor_, &came, sizeof came) == sizeof came;)
      out = out || came.ssi_signo != SIGWINCH;
    return out;
  }

private:
  sigset_t before_{};

  int descriptor_ = -1;
};

/// What is on the screen, and what comes from the user and the daemon.
class viewer {
public:
  viewer(full_screen& screen, watch::poller& source, const awaited_signals& signals,
         const domain::wall_clock& clock)
    : screen_(screen), source_(source), signals_(signals), clock_(clock) {
  }

  /// Shows until it is to end. Returns the outcome of the first question if that makes all others
  /// pointless.
  std::optional<query_outcome> show() {
    while (!state_.over && !hopeless_) {
      draw();
      wait();
    }
    return std::move(hopeless_);
  }

private:
  void draw() {
    const auto age = clock_.now().monotonic - answered_;
    known_.old = std::chrono::floor<std::chrono::seconds>(age).count();
    screen_.draw(watch::frame(state_, known_, screen_.size(), screen_.known()));
  }

  void wait() {
    std::array<pollfd, 3> places{{{STDIN_FILENO, POLLIN, 0},
                                  {signals_.descriptor(), POLLIN, 0},
                                  {source_.descriptor(), POLLIN, 0}}};
    // An interruption shows the next frame a little early.
    if (::poll(places.data(), places.size(), milliseconds_between_frames) <= 0)
      return;
    if (signals_.ask_to_end())
      state_.over = true;
    if (auto came = source_.take())
      learn(std::move(*came));
    if (places[0].revents != 0)
      read_keys(places[0].revents);
  }

  void read_keys(short found) {
    const auto keys = screen_.typed();
    // A terminal that was closed can be read for ever and tells nothing.
    if (keys.empty() && (found & (POLLHUP | POLLERR | POLLNVAL)) != 0)
      state_.over = true;
    constexpr char32_t control_l = 0x0c;
    for (const auto& each : keys) {
      if (each.kind == terminal::key_kind::character && each.character == control_l)
        screen_.forget();
      watch::press(state_, each, known_.answer.get(), screen_.size().rows);
    }
  }

  void learn(watch::poller::reading came) {
    auto& outcome = came.outcome;
    if (outcome.code == exit_code::ok) {
      known_ = {std::make_shared<const json>(std::move(outcome.answer)), 0, "", ""};
      answered_ = came.at;
      return;
    }
    // Riskd may be started later; a refusal, or what is no riskd, stays what it is.
    if (known_.answer == nullptr && known_.trouble.empty()
        && outcome.code != exit_code::unreachable) {
      hopeless_ = std::move(outcome);
      return;
    }
    known_.trouble
      = outcome.headline.empty() ? "UNPROTECTED: riskd cannot be asked" : outcome.headline;
    known_.detail = outcome.detail;
  }

  full_screen& screen_;

  watch::poller& source_;

  const awaited_signals& signals_;

  const domain::wall_clock& clock_;

  watch::view_state state_;

  watch::knowledge known_;

  domain::duration answered_{};

  std::optional<query_outcome> hopeless_;
};

exit_code cannot_watch(const std::string& fault) {
  std::cerr << "riskctl: watch needs a terminal: " << terminal::printable(fault)
            << "\nElsewhere there is 'riskctl status', for programs 'riskctl status --json'.\n";
  return exit_code::usage;
}

std::string watched_target(const wish& wanted) {
  return wanted.only_account.empty()
           ? "/v1/status"
           : "/v1/status?account=" + control_api::percent_encode(wanted.only_account);
}

} // namespace

exit_code watch_daemon(const wish& wanted, const std::filesystem::path& socket,
                       const terminal::style& look) {
  if (wanted.as_json)
    return cannot_watch("it has no JSON");
  const awaited_signals signals;
  auto opened = full_screen::open(look.has_colours());
  if (opened.screen == nullptr)
    return cannot_watch(opened.fault);
  const adapters::system_clock clock;
  watch::poller source{socket, watched_target(wanted), clock};
  const auto hopeless = viewer{*opened.screen, source, signals, clock}.show();
  // The terminal is given back before the last question comes to its end.
  opened.screen.reset();
  return hopeless ? report_failure(*hopeless, false) : exit_code::ok;
}

} // namespace riskd::riskctl
