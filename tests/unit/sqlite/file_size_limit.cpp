#include "tests/unit/sqlite/file_size_limit.hpp"

#include <sys/resource.h>

#include <csignal>
#include <stdexcept>

namespace riskd::test {

namespace {

void set_soft_limit(rlim_t bytes) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_FSIZE, &limit) != 0)
    throw std::runtime_error("cannot read the file size limit");
  limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0)
    throw std::runtime_error("cannot set the file size limit");
}

} // namespace

file_size_limit::file_size_limit(std::uint64_t bytes) {
  // Otherwise the signal would end the process.
  std::signal(SIGXFSZ, SIG_IGN);
  set_soft_limit(bytes);
}

file_size_limit::~file_size_limit() {
  set_soft_limit(RLIM_INFINITY);
}

} // namespace riskd::test
