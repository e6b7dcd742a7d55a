// riskctl: asks a running riskd what it knows. It never unlocks anything.

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/commands.hpp"
#include "apps/riskctl/socket_path.hpp"

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>

namespace {

using namespace riskd;

std::optional<std::string> environment(const char* name) {
  const auto* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

riskctl::exit_code run(int count, const char* const* words) {
  riskctl::command_line line;
  const auto parsed = line.parse(count, words);
  if (!parsed.wanted)
    return parsed.otherwise;
  const auto look = terminal::style{terminal::wants_colours(
    ::isatty(STDOUT_FILENO) == 1, environment("NO_COLOR"), environment("TERM"))};
  const auto socket
    = riskctl::find_socket(parsed.wanted->socket, environment("RISKD_SOCKET"), riskctl::may_exist);
  return riskctl::run(*parsed.wanted, line.app(), socket, look);
}

} // namespace

int main(int count, char** words) {
  try {
    auto code = run(count, words);
    std::cout.flush();
    if (!std::cout) {
      std::cerr << "riskctl: cannot write to standard output\n";
      code = riskctl::exit_code::failure;
    }
    return static_cast<int>(code);
  } catch (const std::exception& thrown) {
    std::cerr << "riskctl: " << thrown.what() << '\n';
    return static_cast<int>(riskctl::exit_code::failure);
  }
}
