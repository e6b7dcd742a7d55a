#pragma once

#include "adapters/logging/logger.hpp"

namespace riskd::app {

/// Makes an exception that nobody caught, on whatever thread, end the process with exit code 70 and
/// say what it was, on standard error and in the log. A daemon that lost a thread works only
/// in appearance: started anew by the service manager it works again (R-O-7). Lives as long as
/// there are threads.
class last_words {
public:
  /// @param program A literal; begins what is said on standard error.
  last_words(const char* program, const logging::logger& log);
  ~last_words();

  last_words(const last_words&) = delete;
  last_words& operator=(const last_words&) = delete;
};

} // namespace riskd::app
