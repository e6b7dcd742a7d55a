#include "apps/daemon/last_words.hpp"

#include "apps/daemon/exit_code.hpp"

#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <string>
#include <thread>

namespace riskd::app {

namespace {

using logging::field;

/// How long the log may take. The process is of no use any more, so that this is lost time.
constexpr int log_patience_ms = 300;

/// A terminate handler gets no arguments, so that what it needs has to be known here.
logging::logger last_log;
const char* program_name = "";

std::string thread_name() {
  std::array<char, 16> name{};
  ::pthread_getname_np(::pthread_self(), name.data(), name.size());
  return name.data();
}

/// What is no `std::exception` gets out of here, and ends the process without words.
std::string describe_exception() {
  const auto thrown = std::current_exception();
  if (!thrown)
    return "no exception";
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    return error.what();
  }
}

[[noreturn]] void end_process() {
  ::_exit(static_cast<int>(exit_code::internal_error));
}

[[noreturn]] void say_and_end() noexcept {
  // Failing at this leads here again.
  static std::atomic<bool> is_ending{false};
  if (is_ending.exchange(true))
    end_process();
  const auto thread = thread_name();
  const auto reason = describe_exception();
  const auto words
    = std::string{program_name} + ": internal error in thread " + thread + ": " + reason + "\n";
  // The reader may be gone; there is nobody else to tell.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words.data(), words.size());
  // On a thread of its own: this one may hold what the log needs.
  std::thread{[thread, reason] {
    last_log.critical("daemon.thread_died", field("thread", thread), field("reason", reason));
    last_log.finish();
  }}.detach();
  ::poll(nullptr, 0, log_patience_ms);
  end_process();
}

} // namespace

last_words::last_words(const char* program, const logging::logger& log) {
  program_name = program;
  last_log = log;
  std::set_terminate(say_and_end);
}

last_words::~last_words() {
  std::set_terminate(std::abort);
  last_log = {};
}

} // namespace riskd::app
