// riskctl: asks a running riskd what it knows. It never unlocks anything.

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/commands.hpp"
#include "apps/riskctl/refusal_report.hpp"
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
  const auto socket_among = [](const std::string& option) {
    return riskctl::find_socket(option, environment("RISKD_SOCKET"), riskctl::may_exist);
  };
  if (!parsed.refused_word.empty())
    riskctl::report_refusal(socket_among(parsed.socket), parsed.refused_word);
  if (!parsed.wanted)
    return parsed.otherwise;
  auto wanted = *parsed.wanted;
  if (wanted.hub.token_file.empty())
    wanted.hub.token_file = environment("RISKCTL_HUB_TOKEN_FILE").value_or("");
  const auto look = terminal::style{terminal::wants_colours(
    ::isatty(STDOUT_FILENO) == 1, environment("NO_COLOR"), environment("TERM"))};
  return riskctl::run(wanted, line.app(), socket_among(wanted.socket), look);
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
