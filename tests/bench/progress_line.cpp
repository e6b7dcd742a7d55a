#include "tests/bench/progress_line.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace riskd::bench {

namespace {

/// Between two changes of the line: writing it must not disturb what is measured.
constexpr nanoseconds_count pace = 1'000'000'000;

} // namespace

progress_line::progress_line() : is_seen_(::isatty(STDERR_FILENO) == 1) {
}

progress_line::~progress_line() {
  if (length_ > 0)
    std::cerr << '\r' << std::string(length_, ' ') << '\r' << std::flush;
}

void progress_line::show(const std::string& what) {
  const auto now = steady_nanoseconds();
  if (!is_seen_ || now - shown_ < pace)
    return;
  shown_ = now;
  auto text = "riskbench: " + what;
  text.resize(std::max(length_, text.size()), ' ');
  length_ = text.size();
  std::cerr << '\r' << text << std::flush;
}

} // namespace riskd::bench
