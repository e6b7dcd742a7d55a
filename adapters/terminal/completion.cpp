#include "adapters/terminal/completion.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::terminal {

namespace {

using script_writer = std::string (*)(const command_description&);

constexpr std::array<std::pair<const char*, script_writer>, 3> writers{
  {{"bash", bash_completion}, {"fish", fish_completion}, {"zsh", zsh_completion}}};

} // namespace

std::vector<std::string> completed_shells() {
  std::vector<std::string> out;
  for (const auto& each : writers)
    out.emplace_back(each.first);
  return out;
}

std::string completion_for(const std::string& shell, const command_description& program) {
  const auto* found = std::find_if(writers.begin(), writers.end(),
                                   [&](const auto& each) { return each.first == shell; });
  RISKD_EXPECTS(found != writers.end());
  return found->second(program);
}

} // namespace riskd::terminal
