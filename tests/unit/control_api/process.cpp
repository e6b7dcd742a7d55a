#include "tests/unit/control_api/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace riskd::test {

namespace {

/// Both ends of a pipe or terminal: what the process writes to, and where that is read.
struct channel {
  int ours = -1;
  int theirs = -1;
};

channel open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
  return {ends[0], ends[1]};
}

channel open_terminal() {
  const int ours = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (ours < 0 || ::grantpt(ours) != 0 || ::unlockpt(ours) != 0)
    throw std::runtime_error("no terminal");
  std::array<char, 128> name{};
  if (::ptsname_r(ours, name.data(), name.size()) != 0)
    throw std::runtime_error("a terminal without a name");
  return {ours, ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC)};
}

/// Reads until nobody writes any more; a terminal then fails with EIO.
std::string read_all(int from) {
  std::string out;
  std::array<char, 4096> part{};
  for (ssize_t got = 0; (got = ::read(from, part.data(), part.size())) > 0;)
    out.append(part.data(), static_cast<std::size_t>(got));
  ::close(from);
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& each : texts)
    out.push_back(each.data());
  out.push_back(nullptr);
  return out;
}

} // namespace

finished run_process(const std::vector<std::string>& words, std::vector<std::string> environment,
                     bool on_terminal) {
  const auto out = on_terminal ? open_terminal() : open_pipe();
  const auto error = open_pipe();
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.theirs, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, error.theirs, STDERR_FILENO);
  auto argument_texts = words;
  auto arguments = pointers(argument_texts);
  const auto* path = std::getenv("PATH");
  environment.push_back(std::string{"PATH="} + (path == nullptr ? "/usr/bin:/bin" : path));
  auto variables = pointers(environment);
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(),
                                    variables.data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(out.theirs);
  ::close(error.theirs);
  finished result;
  std::thread reading{[&] {
    result.error = read_all(error.ours);
  }};
  result.out = read_all(out.ours);
  reading.join();
  int status = 0;
  if (failed == 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status))
    result.code = WEXITSTATUS(status);
  return result;
}

} // namespace riskd::test
