// risksim: a ProjectX-compatible gateway with its own matching engine.

#include "adapters/system_clock/system_clock.hpp"
#include "apps/risksim/assembly.hpp"
#include "apps/risksim/options.hpp"

#include <exception>
#include <iostream>

namespace {

constexpr int exit_failure = 1;
constexpr int exit_internal = 70;
constexpr int exit_configuration = 78;

int complain(int code, const std::string& sentence) {
  std::cerr << "risksim: " << sentence << '\n';
  return code;
}

int run(const riskd::risksim::options& wanted) {
  const riskd::adapters::system_clock clock;
  auto parts = riskd::risksim::assemble(wanted, clock.now().wall);
  if (!parts)
    return complain(exit_configuration, parts.error().sentence);
  riskd::simulator::gateway gateway{std::move(parts->contents), clock};
  const auto ports = gateway.listen(parts->address);
  if (!ports) {
    const bool is_configuration
      = ports.error().code == riskd::domain::failure_code::malformed_input;
    return complain(is_configuration ? exit_configuration : exit_failure, ports.error().sentence);
  }
  std::cout << riskd::risksim::ready_line(gateway, parts->address, *ports) << std::endl;
  gateway.run();
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  try {
    const auto parsed = riskd::risksim::parse_options(argc, argv);
    if (const auto* code = std::get_if<int>(&parsed))
      return *code;
    return run(std::get<riskd::risksim::options>(parsed));
  } catch (const std::exception& error) {
    return complain(exit_internal, error.what());
  }
}
