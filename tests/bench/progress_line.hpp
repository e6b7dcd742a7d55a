#pragma once

#include "tests/bench/stopwatch.hpp"

#include <cstddef>
#include <string>

namespace riskd::bench {

/// One line on standard error that says how far a run is, if a person looks at it there. Goes away
/// with the object.
class progress_line {
public:
  progress_line();

  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;
  ~progress_line();

  void show(const std::string& what);

private:
  bool is_seen_;

  std::size_t length_ = 0;

  nanoseconds_count shown_ = 0;
};

} // namespace riskd::bench
