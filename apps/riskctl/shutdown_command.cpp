#include "apps/riskctl/shutdown_command.hpp"

#include "apps/riskctl/daemon_query.hpp"

#include <poll.h>

#include <iostream>

namespace riskd::riskctl {

namespace {

/// How often, and how many times, it is looked whether the daemon still answers. It takes up to 26
/// seconds to end.
constexpr int silence_pause_milliseconds = 100;
constexpr int silence_looks_max = 400;

/// Waits until nobody answers any more. Returns false if somebody goes on answering.
bool await_silence(const std::filesystem::path& socket) {
  for (int looks = 0; looks < silence_looks_max; ++looks) {
    if (ask(socket, "/v1/version").code == exit_code::unreachable)
      return true;
    ::poll(nullptr, 0, silence_pause_milliseconds);
  }
  return false;
}

} // namespace

exit_code shut_down(const wish& wanted, const std::filesystem::path& socket) {
  const auto asked = request(socket, "/v1/shutdown");
  if (asked.code != exit_code::ok)
    return report_failure(asked, wanted.as_json);
  if (!await_silence(socket)) {
    std::cerr << "riskctl: riskd was asked to end, but goes on answering\n";
    return exit_code::failure;
  }
  if (wanted.as_json)
    std::cout << asked.body;
  else
    std::cout << "riskd ends. Nothing is protected until it is started again.\n";
  return exit_code::ok;
}

} // namespace riskd::riskctl
