#include "tests/bench/machine.hpp"

#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/utsname.h>

#include <array>
#include <fstream>

namespace riskd::bench {

namespace {

std::string processor() {
  std::ifstream file{"/proc/cpuinfo"};
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name"))
      return line.substr(line.find(": ") + 2);
  return "unknown";
}

std::string cores() {
  cpu_set_t usable;
  CPU_ZERO(&usable);
  if (::sched_getaffinity(0, sizeof usable, &usable) != 0)
    return "unknown";
  return std::to_string(CPU_COUNT(&usable));
}

std::string kernel() {
  utsname name{};
  return ::uname(&name) == 0 ? std::string{name.sysname} + " " + name.release : "unknown";
}

std::string compiler() {
#if defined(__clang__)
  return "Clang " __clang_version__;
#else
  return "GCC " __VERSION__;
#endif
}

std::string build() {
#if defined(__SANITIZE_ADDRESS__)
  return "with sanitizers: times mean nothing";
#elif defined(__OPTIMIZE__)
  return "optimized";
#else
  return "not optimized: times mean nothing";
#endif
}

std::string load() {
  std::array<double, 1> averages{};
  if (::getloadavg(averages.data(), 1) != 1)
    return "unknown";
  const auto text = std::to_string(averages[0]);
  return text.substr(0, text.find('.') + 2);
}

} // namespace

std::vector<std::pair<std::string, std::string>> describe_machine() {
  return {{"processor", processor()}, {"cores", cores()}, {"kernel", kernel()},
          {"compiler", compiler()},   {"build", build()}, {"load at start", load()}};
}

long peak_memory_mib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

} // namespace riskd::bench
