// riskmon: tells hubs of a riskd, and is such a hub. It only watches.

#include "apps/daemon/signals.hpp"
#include "apps/riskmon/agent.hpp"
#include "apps/riskmon/command_line.hpp"
#include "apps/riskmon/hub.hpp"

#include <exception>
#include <iostream>

namespace {

using namespace riskd;
using app::exit_code;

exit_code run(int count, const char* const* words) {
  const auto line = riskmon::parse_command_line(count, words);
  app::block_signals();
  if (const auto* agent = std::get_if<riskmon::agent_choice>(&line.wanted))
    return riskmon::run_agent(*agent);
  if (const auto* hub = std::get_if<riskmon::hub_choice>(&line.wanted))
    return riskmon::run_hub(*hub);
  return line.otherwise;
}

} // namespace

int main(int count, char** words) {
  try {
    return static_cast<int>(run(count, words));
  } catch (const std::exception& error) {
    std::cerr << "riskmon: internal error: " << error.what() << '\n';
    return static_cast<int>(exit_code::internal_error);
  }
}
