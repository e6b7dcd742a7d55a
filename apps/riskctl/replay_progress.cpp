#include "apps/riskctl/replay_progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>

namespace riskd::riskctl {

namespace {

using namespace std::chrono_literals;

constexpr auto interval = 100ms;
constexpr std::uint64_t width = 40;

} // namespace

replay_progress::replay_progress(std::uint64_t whole)
  : whole_(whole), shown_(whole > 0 && ::isatty(STDERR_FILENO) == 1),
    next_(std::chrono::steady_clock::now() + interval) {
}

replay_progress::~replay_progress() {
  if (drawn_)
    std::cerr << "\r\033[K" << std::flush;
}

void replay_progress::reached(std::uint64_t bytes, std::uint64_t events) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now < next_)
    return;
  next_ = now + interval;
  drawn_ = true;
  const auto done = std::min(bytes, whole_) * width / whole_;
  std::cerr << "\r[" << std::string(done, '#') << std::string(width - done, '.') << "] "
            << std::min(bytes, whole_) * 100 / whole_ << " %  " << events << " events\033[K"
            << std::flush;
}

} // namespace riskd::riskctl
